import type { SecretBytes } from "@dkek/foundation";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { HsmError } from "./hsm-error.js";
import { checkSoPin } from "./so-pin.js";
import { LABEL_MAX } from "./token-info.js";

/** How an HSM is to be initialised. */
export interface InitialiseOptions {
  /** Serial number of the HSM that is meant: any other is not touched. */
  readonly serial?: string;
  /** 8 bytes, shown as 16 hex digits. The first initialisation sets it, every later one needs it. */
  readonly soPin: SecretBytes;
  /** 6 to 15 bytes. */
  readonly userPin: SecretBytes;
  /**
   * 1 to 32 bytes of UTF-8, read back and compared: a token that shows another label than it was
   * given fails. A virtual HSM keeps a label as it is only if it starts with its mark.
   */
  readonly label?: string;
  /**
   * How many DKEK shares will be imported, 0 to 255. With 0 the HSM makes a random DKEK of its own.
   * Absent: no DKEK, no key can ever leave this HSM.
   */
  readonly dkekShares?: number;
  /** How many wrong user PINs block it, 1 to 10; at most 3 for 6 bytes and 5 for 7. Usually 3. */
  readonly retryCounter?: number;
  /** Go on when a wrong SO-PIN would block the HSM for ever. */
  readonly allowLastTry?: boolean;
}

export const DEFAULT_RETRY_COUNTER = 3;
const USER_PIN_MIN = 6;
const USER_PIN_MAX = 15;
const DKEK_SHARES_MAX = 255;

/** Options, 2 bytes: the SO-PIN may reset the user PIN. */
const MAY_RESET_PIN = Uint8Array.of(0x80, 0x02, 0x00, 0x01);

/**
 * The rules that the card holds its user to (`initialize` of OpenSC's sc-hsm-tool.c).
 *
 * @throws {HsmError} `bad-pin-format` or `bad-option`.
 */
export function checkInitialiseOptions(options: InitialiseOptions): void {
  const { soPin, userPin, label, dkekShares, retryCounter = DEFAULT_RETRY_COUNTER } = options;
  checkSoPin(soPin);
  checkUserPin(userPin);
  const retryMax = userPin.length === 6 ? 3 : userPin.length === 7 ? 5 : 10;
  if (!isWithin(retryCounter, 1, retryMax)) {
    throw new HsmError("bad-option", `a retry counter of ${retryCounter}`, {
      hint: `a user PIN of this length may have 1 to ${retryMax} tries`,
    });
  }
  if (dkekShares !== undefined && !isWithin(dkekShares, 0, DKEK_SHARES_MAX)) {
    throw new HsmError("bad-option", `${dkekShares} DKEK shares`, {
      hint: `give a number from 0 to ${DKEK_SHARES_MAX}, or none for an HSM without DKEK`,
    });
  }
  if (label !== undefined) checkLabel(label);
}

/** @throws {HsmError} `bad-pin-format` unless it has 6 to 15 bytes. */
export function checkUserPin(pin: SecretBytes): void {
  if (pin.length >= USER_PIN_MIN && pin.length <= USER_PIN_MAX) return;
  throw new HsmError("bad-pin-format", `a user PIN of ${pin.length} bytes`, {
    hint: `give ${USER_PIN_MIN} to ${USER_PIN_MAX} characters`,
  });
}

/** @throws {HsmError} `bad-option` */
export function checkLabel(label: string): void {
  const length = utf8ToBytes(label).length;
  if (length === 0 || length > LABEL_MAX || /\p{C}/u.test(label)) {
    throw new HsmError("bad-option", "a label that the HSM can't hold or nobody can read", {
      hint: `give 1 to ${LABEL_MAX} bytes of printable text`,
    });
  }
}

/**
 * The data of INITIALIZE DEVICE (`sc_hsm_initialize` of OpenSC's card-sc-hsm.c). It holds both PINs:
 * the caller wipes it.
 *
 * @param options - checked
 */
export function encodeInitialise(options: InitialiseOptions): Uint8Array {
  const { soPin, userPin, dkekShares, retryCounter = DEFAULT_RETRY_COUNTER } = options;
  return concatBytes(
    MAY_RESET_PIN,
    Uint8Array.of(0x81, userPin.length),
    userPin.expose(),
    Uint8Array.of(0x82, soPin.length),
    soPin.expose(),
    Uint8Array.of(0x91, 1, retryCounter),
    dkekShares === undefined ? new Uint8Array(0) : Uint8Array.of(0x92, 1, dkekShares),
  );
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
