import type { DerElement } from "./der-reader.js";
import { KeyBackupError } from "./key-backup-error.js";

/** Values of the ASN.1 types that occur, checked as X.690, sections 8 and 11, have them. */

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OBJECT_IDENTIFIER = 0x06;
export const UTF8_STRING = 0x0c;
export const SEQUENCE = 0x30;

/** Sizes and references have no more bytes than this. */
const SMALL_INTEGER_BYTES = 4;

/**
 * The value of an integer.
 *
 * @throws {KeyBackupError} `bad-value` unless it lies between 0 and 2^31 - 1.
 */
export function smallInteger(element: DerElement, what: string): number {
  checkInteger(element, what);
  const [first = 0] = element.value;
  if (first >= 0x80) throw badValue(element, what);
  return element.value.reduce((number, byte) => number * 256 + byte, 0);
}

/** @throws {KeyBackupError} `bad-value` unless it is an integer of up to 4 bytes, of either sign. */
export function checkInteger(element: DerElement, what: string): void {
  const [first, second = 0] = element.value;
  const { length } = element.value;
  const superfluous =
    length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (first === undefined || length > SMALL_INTEGER_BYTES || superfluous) {
    throw badValue(element, what);
  }
}

/** @throws {KeyBackupError} `bad-value` unless it is 00 or FF. */
export function checkBoolean(element: DerElement, what: string): void {
  const [byte] = element.value;
  if (element.value.length !== 1 || (byte !== 0 && byte !== 0xff)) throw badValue(element, what);
}

/**
 * The bytes of a bit string.
 *
 * @throws {KeyBackupError} `bad-value` unless the bits that its last byte leaves unused are zero.
 *   Whether further zeros stand before them, which DER has removed from flags, is not looked at:
 *   other programs keep them.
 */
export function bitString(element: DerElement, what: string): Uint8Array {
  const unused = element.value[0];
  const bits = element.value.subarray(1);
  const last = bits.at(-1);
  if (unused === undefined || unused > 7) throw badValue(element, what);
  if (last === undefined ? unused !== 0 : (last & ((1 << unused) - 1)) !== 0) {
    throw badValue(element, what);
  }
  return bits;
}

/** @throws {KeyBackupError} `bad-value` unless it is well-formed UTF-8. */
export function utf8String(element: DerElement, what: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(element.value);
  } catch {
    throw badValue(element, what);
  }
}

/** The error for a value that its type does not allow. */
export function badValue(element: DerElement, what: string): KeyBackupError {
  return new KeyBackupError("bad-value", `${what} can't have this value`, element.valueStart);
}
