import type { SecretBytes } from "@dkek/foundation";
import type { ApduChannel } from "./channel.js";
import { presentPin, USER_PIN } from "./commands.js";
import { HsmError } from "./hsm-error.js";
import { OK, readStatus } from "./read-status.js";
import type { HsmStatus } from "./status.js";
import { lookAtStatus } from "./stock-commands.js";

/**
 * Logs in with the user PIN that the card was just given: only then is it known to hold.
 *
 * @returns the status afterwards, logged out.
 * @throws {HsmError} `readback-mismatch`, and what the channel throws.
 */
export async function proveUserPin(channel: ApduChannel, pin: SecretBytes): Promise<HsmStatus> {
  const answer = await channel.transmit(presentPin(USER_PIN, pin.expose()));
  const after = await readStatus(channel);
  if (answer.sw === OK && after.userPinTries !== 0) return after;
  throw new HsmError(
    "readback-mismatch",
    `HSM ${after.serial} said that it has a new user PIN, but does not open with it`,
    { hint: `${lookAtStatus(after.reader)}; the SO-PIN can set another user PIN` },
  );
}
