import { directChannel, VirtualHsm } from "@dkek/virtual-hsm";
import type { Stage } from "./stage.js";

/**
 * A virtual HSM in this process, without PC/SC.
 *
 * @param why why OpenSC is not in between, in words.
 */
export function directStage(why: string): Stage {
  const hsm = new VirtualHsm({ serialNumber: 1 });
  return {
    how: `directly, command by command (${why})`,
    connect: async () => directChannel(hsm),
    stockStatus: async () => undefined,
    [Symbol.asyncDispose]: async () => {},
  };
}
