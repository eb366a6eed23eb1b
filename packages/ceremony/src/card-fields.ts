import { SecretBytes } from "@dkek/foundation";
import { P224_ORDER, type PrimeField, primeField, SharingError } from "@dkek/sss";
import { bytesToHex } from "@noble/hashes/utils.js";
import { CeremonyError } from "./ceremony-error.js";
import { readHex } from "./hex-text.js";
import { LOOKALIKES } from "./rows/lookalikes.js";

const ID_MAX = 255;
/** Every ID has to be below the prime. */
const PRIME_MIN = BigInt(ID_MAX + 1);

/** What to do about a number of digits that can't be right. */
const DIGIT_LOST = "a digit is missing or one too many: compare with the card, group by group";

/**
 * The prime as people type it: hex digits of either case, with colons, spaces or nothing between
 * the bytes.
 *
 * @param where names the place in error messages, such as `line 1: prime`.
 * @throws {CeremonyError} `card-bad-digit`, `card-bad-length`, `card-bad-prime`.
 */
export function parsePrime(text: string, where: string): PrimeField {
  const bytes = parseHex(text, where);
  try {
    const prime = BigInt(`0x${bytesToHex(bytes)}`);
    if (prime >= PRIME_MIN) return primeField(prime);
  } catch (error) {
    if (!(error instanceof SharingError)) throw error;
  }
  throw new CeremonyError("card-bad-prime", `${where}: no prime that a set can have`, {
    hint: "a digit of the prime was copied wrongly; every card of the set shows the same prime",
  });
}

/**
 * The share ID, decimal, as `sc-hsm-tool` shows it: 1 to 255.
 *
 * @throws {CeremonyError} `card-bad-id`.
 */
export function parseShareId(text: string, where: string): number {
  const id = /^[0-9]{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (id >= 1 && id <= ID_MAX) return id;
  throw new CeremonyError("card-bad-id", `${where}: not a number from 1 to ${ID_MAX}`, {
    hint: "the share ID is a decimal number, as sc-hsm-tool shows it",
  });
}

/**
 * The share value, typed like the prime. It may lack leading zero bytes, because `sc-hsm-tool` does
 * not print them; it is given back in the prime's length.
 *
 * @throws {CeremonyError} `card-bad-digit`, `card-bad-length`, `card-value-too-large`.
 */
export function parseShareValue(text: string, field: PrimeField, where: string): SecretBytes {
  const { byteLength } = field;
  const bytes = parseHex(text, where);
  // Only sc-hsm-tool drops leading zero bytes, and it never makes a set over this prime.
  const mayBeShort = field.prime !== P224_ORDER;
  if (bytes.length > byteLength || (bytes.length < byteLength && !mayBeShort)) {
    const digits = 2 * bytes.length;
    bytes.fill(0);
    throw badLength(`${where}: ${digits} digits where the prime has ${2 * byteLength}`);
  }
  const value = new Uint8Array(byteLength);
  value.set(bytes, byteLength - bytes.length);
  bytes.fill(0);
  if (BigInt(`0x${bytesToHex(value)}`) >= field.prime) {
    value.fill(0);
    throw new CeremonyError(
      "card-value-too-large",
      `${where}: larger than the prime, which no share can be`,
      { hint: "a digit was copied wrongly, most likely one of the first" },
    );
  }
  return SecretBytes.own(value);
}

/** Names the first thing that is wrong. */
function parseHex(text: string, where: string): Uint8Array {
  const read = readHex(text);
  if (read instanceof Uint8Array) return read;
  switch (read.what) {
    case "bad-character":
      throw new CeremonyError(
        "card-bad-digit",
        `${where}: digit ${read.position} is ${JSON.stringify(read.character)}, which is no hex digit`,
        { hint: LOOKALIKES[read.character.toLowerCase()] ?? "hex digits are 0 to 9 and a to f" },
      );
    case "pairs":
      throw badLength(`${where}: not two digits between the colons`);
    case "nothing":
      throw badLength(`${where}: nothing there`);
    case "odd":
      throw badLength(`${where}: ${read.typed} digits, an odd number`);
  }
}

function badLength(message: string): CeremonyError {
  return new CeremonyError("card-bad-length", message, { hint: DIGIT_LOST });
}
