import { HsmError } from "@dkek/hsm";
import { directChannel, VirtualHsm } from "@dkek/virtual-hsm";
import { SERIAL_NUMBERS } from "./serial-numbers.js";
import type { Stage } from "./stage.js";

/**
 * Virtual HSMs in this process, without PC/SC.
 *
 * @param why why OpenSC is not in between, in words.
 */
export function directStage(why: string): Stage {
  return {
    how: `directly, command by command (${why})`,
    hasOpenSc: false,
    plugIn: async (name) => {
      let hsm: VirtualHsm | undefined = new VirtualHsm({ serialNumber: SERIAL_NUMBERS[name] });
      return {
        name,
        connect: async () => {
          if (hsm !== undefined) return directChannel(hsm);
          throw new HsmError("no-card", `HSM ${name} is gone`);
        },
        witness: undefined,
        destroy: async () => {
          hsm = undefined;
        },
      };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
