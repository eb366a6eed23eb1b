import { setTimeout as sleep } from "node:timers/promises";
import { HsmError } from "@dkek/hsm";
import { type OpenScPrograms, openExplorer, stockKeys, stockStatus } from "@dkek/opensc";
import { PcscDaemon, type Plug, plugIn, VirtualHsm, type VirtualReader } from "@dkek/virtual-hsm";
import { SERIAL_NUMBERS } from "./serial-numbers.js";
import type { HsmName, Stage, StagedHsm } from "./stage.js";

const NOTICED_WITHIN_MS = 15_000;

/**
 * Virtual HSMs in readers of a private PC/SC daemon, with the real OpenSC in front of them.
 *
 * @throws {HsmError} when the daemon can't be started.
 */
export async function openScStage(programs: OpenScPrograms, signal: AbortSignal): Promise<Stage> {
  const daemon = await PcscDaemon.start({ readers: Object.keys(SERIAL_NUMBERS).length });
  const plugs: Plug[] = [];
  return {
    how: `through OpenSC ${programs.version} and a PC/SC daemon of its own`,
    hasOpenSc: true,
    plugIn: async (name) => {
      const reader = readerOf(daemon, name);
      const plug = await plugIn(new VirtualHsm({ serialNumber: SERIAL_NUMBERS[name] }), reader);
      plugs.push(plug);
      await noticed(plug, reader, signal);
      return stagedHsm(name, programs, reader, plug, signal);
    },
    [Symbol.asyncDispose]: async () => {
      for (const plug of plugs) await plug.unplug();
      await daemon.stop();
    },
  };
}

/** Each has its own: no daemon has to notice that one HSM took the place of another. */
function readerOf({ readers }: PcscDaemon, name: HsmName): VirtualReader {
  const reader = readers[SERIAL_NUMBERS[name] - 1];
  if (reader === undefined) throw new Error("a daemon without a reader that was asked for");
  return reader;
}

function stagedHsm(
  name: HsmName,
  programs: OpenScPrograms,
  reader: VirtualReader,
  plug: Plug,
  signal: AbortSignal,
): StagedHsm {
  return {
    name,
    connect: () => openExplorer(programs, reader, { signal }),
    witness: {
      status: () => stockStatus(programs, reader, { signal }),
      keys: () => stockKeys(programs, reader, { signal }),
    },
    destroy: () => plug.unplug(),
  };
}

/** @throws {HsmError} `no-card` if the daemon does not notice the HSM in time. */
async function noticed(plug: Plug, reader: VirtualReader, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const waiting = AbortSignal.any([signal, done.signal]);
  const tooLate = sleep(NOTICED_WITHIN_MS, false, { signal: waiting }).catch(() => false);
  const isNoticed = await Promise.race([plug.poweredOn.then(() => true), tooLate]);
  done.abort();
  if (isNoticed) return;
  signal.throwIfAborted();
  throw new HsmError("no-card", `the PC/SC daemon does not notice the card in "${reader.name}"`, {
    hint: "try again",
  });
}
