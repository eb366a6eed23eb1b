import type { SecretBytes } from "@dkek/foundation";
import { type PrimeField, SharingError } from "@dkek/sss";
import { parsePrime, parseShareValue } from "../card-fields.js";
import { CeremonyError } from "../ceremony-error.js";
import { readHex } from "../hex-text.js";
import { CHECK_DIGITS, DATA_DIGITS_MAX } from "../rows/check-digits.js";
import { readTypedRow } from "../rows/row-text.js";
import type { NumberFault } from "./entry-fault.js";

/**
 * Was a number typed as a whole, as `sc-hsm-tool` shows it, rather than its first row? By the colons
 * that it has there, or by being longer than a row with one digit too many.
 */
export function isWholeNumber(typed: string): boolean {
  if (/^\s*[^\s:]{2}:[^\s:]{2}/.test(typed)) return true;
  return readTypedRow(typed).digits.length > DATA_DIGITS_MAX + CHECK_DIGITS + 1;
}

/** The prime, typed as a whole. */
export function readPrime(typed: string): PrimeField | NumberFault {
  const read = readHex(typed);
  if (!(read instanceof Uint8Array)) return read;
  try {
    return parsePrime(typed, "prime");
  } catch (error) {
    if (error instanceof CeremonyError || error instanceof SharingError)
      return { what: "no-prime" };
    throw error;
  }
}

/** The share value, typed as a whole. */
export function readValue(typed: string, field: PrimeField): SecretBytes | NumberFault {
  const read = readHex(typed);
  if (!(read instanceof Uint8Array)) return read;
  const digits = 2 * read.length;
  read.fill(0);
  try {
    return parseShareValue(typed, field, "share value");
  } catch (error) {
    if (!(error instanceof CeremonyError)) throw error;
    if (error.code === "card-value-too-large") return { what: "too-large" };
    return { what: "length", typed: digits, expected: 2 * field.byteLength };
  }
}
