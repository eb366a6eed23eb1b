import { type OpenScPrograms, openExplorer, stockStatus } from "@dkek/opensc";
import { PcscDaemon, plugIn, VirtualHsm } from "@dkek/virtual-hsm";
import type { Stage } from "./stage.js";

/**
 * A virtual HSM in a reader of a private PC/SC daemon, with the real OpenSC in front of it.
 *
 * @throws {HsmError} when the daemon can't be started.
 */
export async function openScStage(programs: OpenScPrograms): Promise<Stage> {
  const daemon = await PcscDaemon.start({ readers: 1 });
  const [reader] = daemon.readers;
  if (reader === undefined) throw new Error("a daemon without the reader that was asked for");
  const plug = await plugIn(new VirtualHsm({ serialNumber: 1 }), reader);
  await plug.poweredOn;
  return {
    how: `through OpenSC ${programs.version} and a PC/SC daemon of its own`,
    connect: () => openExplorer(programs, reader),
    stockStatus: () => stockStatus(programs, reader),
    [Symbol.asyncDispose]: async () => {
      await plug.unplug();
      await daemon.stop();
    },
  };
}
