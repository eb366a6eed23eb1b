import type { SecretBytes } from "@dkek/foundation";
import type { ResponseApdu } from "./apdu.js";
import type { ApduChannel } from "./channel.js";
import { HsmError } from "./hsm-error.js";
import { readStatus, unexpected } from "./read-status.js";
import type { HsmStatus } from "./status.js";
import { lookAtStatus } from "./stock-commands.js";

/** In bytes. */
const SO_PIN_LENGTH = 8;

/** @throws {HsmError} `bad-pin-format` unless it has 8 bytes. */
export function checkSoPin(soPin: SecretBytes): void {
  if (soPin.length === SO_PIN_LENGTH) return;
  throw new HsmError("bad-pin-format", `an SO-PIN of ${soPin.length} bytes`, {
    hint: `give ${SO_PIN_LENGTH} bytes, which are ${2 * SO_PIN_LENGTH} hex digits`,
  });
}

/**
 * Makes sure that the SO-PIN may be presented: a wrong one costs a try, and none is ever given back
 * by anything but the right SO-PIN.
 *
 * @param allowLastTry - go on where a wrong one would block it for ever
 * @throws {HsmError} `blocked-pin`, `last-try`
 */
export function demandSoPinTries({ serial, soPinTries }: HsmStatus, allowLastTry: boolean): void {
  if (soPinTries === 0) throw blocked(serial);
  if (allowLastTry || (soPinTries !== undefined && soPinTries > 1)) return;
  throw new HsmError(
    "last-try",
    soPinTries === 1
      ? `one try is left for the SO-PIN of HSM ${serial}`
      : `HSM ${serial} does not tell how many tries are left for its SO-PIN`,
    {
      hint: "a wrong one blocks it for ever, and with it every initialisation: be sure of the SO-PIN, then allow it with --last-try",
    },
  );
}

/**
 * Why the card refused a command with the SO-PIN in it. Cards differ in the status word for a wrong
 * one; that a try was lost is certain.
 *
 * @param what - what the command was for
 */
export async function soPinRefusal(
  channel: ApduChannel,
  before: HsmStatus,
  what: string,
  answer: ResponseApdu,
): Promise<HsmError> {
  const { serial, soPinTries } = await readStatus(channel);
  if (!before.initialised || soPinTries === before.soPinTries || serial !== before.serial) {
    return unexpected(what, answer, lookAtStatus(channel.reader));
  }
  if (soPinTries === 0) return blocked(serial);
  return new HsmError("wrong-pin", `wrong SO-PIN for HSM ${serial}${triesLeft(soPinTries)}`, {
    hint: "nothing was changed; find the right SO-PIN before the tries are used up",
  });
}

function blocked(serial: string): HsmError {
  return new HsmError("blocked-pin", `the SO-PIN of HSM ${serial} is blocked`, {
    hint: "that is for ever: it can't be initialised any more, and its user PIN not be unblocked; its keys still work",
  });
}

function triesLeft(tries: number | undefined): string {
  if (tries === undefined) return "";
  return tries === 1 ? ", 1 try left" : `, ${tries} tries left`;
}
