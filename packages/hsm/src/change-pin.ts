import type { SecretBytes } from "@dkek/foundation";
import { concatBytes } from "@noble/hashes/utils.js";
import type { ResponseApdu } from "./apdu.js";
import type { ApduChannel } from "./channel.js";
import { changePin, SO_PIN, USER_PIN } from "./commands.js";
import { HsmError } from "./hsm-error.js";
import { checkUserPin } from "./initialise-options.js";
import { login } from "./login.js";
import { demandInitialised, demandMeant } from "./meant.js";
import type { PinOptions } from "./pin-options.js";
import { proveUserPin } from "./prove-user-pin.js";
import { OK, readStatus, unexpected } from "./read-status.js";
import { checkSoPin, demandSoPinTries, soPinRefusal } from "./so-pin.js";
import type { HsmStatus } from "./status.js";
import { lookAtStatus } from "./stock-commands.js";

export interface PinChange {
  readonly pin: SecretBytes;
  readonly newPin: SecretBytes;
}

/**
 * Changes the user PIN, and logs in with the new one to see that it holds.
 *
 * The old one is presented by itself first: the command that changes it has both PINs in a row, and the
 * card cuts them where the old one ends. Whoever typed a digit too much at the end of the old PIN would
 * have a new PIN that nobody knows.
 *
 * @param pins - 6 to 15 bytes each
 * @returns the status afterwards.
 * @throws {HsmError} before a try is spent: `bad-pin-format`, `wrong-hsm`, `not-initialised`,
 *   `blocked-pin`, `last-try`; afterwards: `wrong-pin`, `blocked-pin`, `unexpected-answer`,
 *   `readback-mismatch`; and what the channel throws.
 */
export async function changeUserPin(
  channel: ApduChannel,
  { pin, newPin }: PinChange,
  { serial, allowLastTry = false }: PinOptions = {},
): Promise<HsmStatus> {
  checkUserPin(pin);
  checkUserPin(newPin);
  const before = await readStatus(channel);
  demandMeant(before, serial);
  await login(channel, pin, { allowLastTry });
  const answer = await change(channel, USER_PIN, { pin, newPin });
  if (answer.sw !== OK) {
    throw unexpected("the change of its user PIN", answer, lookAtStatus(channel.reader));
  }
  return await proveUserPin(channel, newPin);
}

/**
 * Changes the SO-PIN. No command shows that the new one holds without spending a try on it, so the
 * card's word is taken for it.
 *
 * @param pins - 8 bytes each
 * @returns the status afterwards.
 * @throws {HsmError} before a try is spent: `bad-pin-format`, `wrong-hsm`, `not-initialised`,
 *   `blocked-pin`, `last-try`; afterwards: `wrong-pin`, `blocked-pin`, `unexpected-answer`,
 *   `readback-mismatch`; and what the channel throws.
 */
export async function changeSoPin(
  channel: ApduChannel,
  { pin, newPin }: PinChange,
  { serial, allowLastTry = false }: PinOptions = {},
): Promise<HsmStatus> {
  checkSoPin(pin);
  checkSoPin(newPin);
  const before = await readStatus(channel);
  demandMeant(before, serial);
  demandInitialised(before);
  demandSoPinTries(before, allowLastTry);
  const answer = await change(channel, SO_PIN, { pin, newPin });
  if (answer.sw !== OK) {
    throw await soPinRefusal(channel, before, "the change of its SO-PIN", answer);
  }
  const after = await readStatus(channel);
  if (after.serial === before.serial && (after.soPinTries ?? 1) >= (before.soPinTries ?? 1)) {
    return after;
  }
  throw new HsmError(
    "readback-mismatch",
    `HSM ${before.serial} said that it has a new SO-PIN, but not what its status should be then`,
    { hint: lookAtStatus(after.reader) },
  );
}

async function change(
  channel: ApduChannel,
  reference: number,
  { pin, newPin }: PinChange,
): Promise<ResponseApdu> {
  const pins = concatBytes(pin.expose(), newPin.expose());
  try {
    return await channel.transmit(changePin(reference, pins));
  } finally {
    pins.fill(0);
  }
}
