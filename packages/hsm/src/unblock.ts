import type { SecretBytes } from "@dkek/foundation";
import { concatBytes } from "@noble/hashes/utils.js";
import type { ResponseApdu } from "./apdu.js";
import type { ApduChannel } from "./channel.js";
import { resetPin, resetTries } from "./commands.js";
import { HsmError } from "./hsm-error.js";
import { checkUserPin } from "./initialise-options.js";
import { demandInitialised, demandMeant } from "./meant.js";
import type { PinOptions } from "./pin-options.js";
import { proveUserPin } from "./prove-user-pin.js";
import { OK, readStatus } from "./read-status.js";
import { checkSoPin, demandSoPinTries, soPinRefusal } from "./so-pin.js";
import type { HsmStatus } from "./status.js";
import { lookAtStatus } from "./stock-commands.js";

export interface Unblocking {
  /** 8 bytes. */
  readonly soPin: SecretBytes;
  /** 6 to 15 bytes; absent: the user PIN stays what it was. */
  readonly newPin?: SecretBytes;
}

/** Conditions of use not satisfied: the HSM was initialised without the option. */
const NOT_ALLOWED = 0x6985;

/**
 * Gives the user PIN its tries back with the SO-PIN, blocked or not, and sets a new one where it is
 * given. Keys and certificates stay.
 *
 * @returns the status afterwards: with a new user PIN, it was logged in with.
 * @throws {HsmError} before a try is spent: `bad-pin-format`, `wrong-hsm`, `not-initialised`,
 *   `blocked-pin`, `last-try`; afterwards: `wrong-pin`, `unblock-not-allowed`, `unexpected-answer`,
 *   `readback-mismatch`; and what the channel throws.
 */
export async function unblock(
  channel: ApduChannel,
  { soPin, newPin }: Unblocking,
  { serial, allowLastTry = false }: PinOptions = {},
): Promise<HsmStatus> {
  checkSoPin(soPin);
  if (newPin !== undefined) checkUserPin(newPin);
  const before = await readStatus(channel);
  demandMeant(before, serial);
  demandInitialised(before);
  demandSoPinTries(before, allowLastTry);
  const answer = await send(channel, { soPin, ...(newPin && { newPin }) });
  if (answer.sw !== OK) throw await refusal(channel, before, answer);
  if (newPin !== undefined) return await proveUserPin(channel, newPin);
  const after = await readStatus(channel);
  if (after.serial === before.serial && after.userPinTries !== 0) return after;
  throw new HsmError(
    "readback-mismatch",
    `HSM ${before.serial} said that its user PIN is unblocked, but it is not`,
    { hint: `${lookAtStatus(after.reader)}; then unblock it with a new user PIN` },
  );
}

async function send(channel: ApduChannel, { soPin, newPin }: Unblocking): Promise<ResponseApdu> {
  if (newPin === undefined) return await channel.transmit(resetTries(soPin.expose()));
  const pins = concatBytes(soPin.expose(), newPin.expose());
  try {
    return await channel.transmit(resetPin(pins));
  } finally {
    pins.fill(0);
  }
}

async function refusal(
  channel: ApduChannel,
  before: HsmStatus,
  answer: ResponseApdu,
): Promise<HsmError> {
  const error = await soPinRefusal(channel, before, "the unblocking of its user PIN", answer);
  if (error.code !== "unexpected-answer" || answer.sw !== NOT_ALLOWED) return error;
  return new HsmError(
    "unblock-not-allowed",
    `HSM ${before.serial} does not let its SO-PIN unblock the user PIN`,
    {
      hint: "it was initialised that way; only initialising it again helps, which erases everything in it",
    },
  );
}
