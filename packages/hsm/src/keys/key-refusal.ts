import type { ResponseApdu } from "../apdu.js";
import type { ApduChannel } from "../channel.js";
import { HsmError } from "../hsm-error.js";
import { unexpected } from "../read-status.js";
import { lookAtStatus } from "../stock-commands.js";

/**
 * Why the HSM refused a command that has to do with keys, as far as its status word tells.
 *
 * @param what - the command, as in "the HSM answered …"
 */
export function keyRefusal(
  { reader }: Pick<ApduChannel, "reader">,
  what: string,
  answer: ResponseApdu,
): HsmError {
  switch (answer.sw) {
    case 0x6982:
      return new HsmError("not-logged-in", `the HSM wants a login before ${what}`, {
        hint: "its login has ended: was it used by another program in between? Close that, and try again",
      });
    case 0x6a84:
      return new HsmError("device-full", `the HSM in reader "${reader}" has no room for ${what}`, {
        hint: "delete what is no longer needed (pkcs15-tool --dump shows what there is), or take another HSM",
      });
    case 0x6a88:
      return new HsmError("no-such-key", `the HSM has no such key: ${what}`, {
        hint: "list its keys, and choose one of them",
      });
    case 0x6a89:
      return new HsmError("reference-in-use", `the HSM has a key there already: ${what}`, {
        hint: "list its keys, and choose a reference that is free",
      });
    case 0x6d00:
      return new HsmError("no-dkek-set-up", "the HSM was initialised without DKEK shares", {
        hint: "no key can leave it or come back to it; only initialising it again changes that, which erases everything in it",
      });
    default:
      return unexpected(what, answer, lookAtStatus(reader));
  }
}
