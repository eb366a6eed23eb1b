import { setTimeout as sleep } from "node:timers/promises";
import { HsmError } from "@dkek/hsm";
import { type OpenScPrograms, openExplorer, stockStatus } from "@dkek/opensc";
import { PcscDaemon, type Plug, plugIn, VirtualHsm, type VirtualReader } from "@dkek/virtual-hsm";
import type { Stage } from "./stage.js";

const NOTICED_WITHIN_MS = 15_000;

/**
 * A virtual HSM in a reader of a private PC/SC daemon, with the real OpenSC in front of it. If it
 * fails, no daemon is left behind.
 *
 * @throws {HsmError} when the daemon can't be started, or does not notice the virtual HSM.
 * @throws the signal's reason, if it is aborted meanwhile.
 */
export async function openScStage(programs: OpenScPrograms, signal: AbortSignal): Promise<Stage> {
  const daemon = await PcscDaemon.start({ readers: 1 });
  try {
    const [reader] = daemon.readers;
    if (reader === undefined) throw new Error("a daemon without the reader that was asked for");
    const plug = await plugIn(new VirtualHsm({ serialNumber: 1 }), reader);
    await noticed(plug, reader, signal);
    return {
      how: `through OpenSC ${programs.version} and a PC/SC daemon of its own`,
      connect: () => openExplorer(programs, reader, { signal }),
      stockStatus: () => stockStatus(programs, reader, { signal }),
      [Symbol.asyncDispose]: async () => {
        await plug.unplug();
        await daemon.stop();
      },
    };
  } catch (error) {
    await daemon.stop();
    throw error;
  }
}

async function noticed(plug: Plug, reader: VirtualReader, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const waiting = AbortSignal.any([signal, done.signal]);
  const tooLate = sleep(NOTICED_WITHIN_MS, false, { signal: waiting }).catch(() => false);
  const isNoticed = await Promise.race([plug.poweredOn.then(() => true), tooLate]);
  done.abort();
  if (isNoticed) return;
  await plug.unplug();
  signal.throwIfAborted();
  throw new HsmError("no-card", `the PC/SC daemon does not notice the card in "${reader.name}"`, {
    hint: "try again",
  });
}
