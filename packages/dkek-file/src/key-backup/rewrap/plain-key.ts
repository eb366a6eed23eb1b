import type { KeyType } from "../key-blob.js";

/** Random bytes in front of what is encrypted, so that the same key never looks the same twice. */
export const KEY_SALT_LENGTH_BYTES = 8;
const SIZE_LENGTH_BYTES = 2;
const BLOCK_LENGTH_BYTES = 16;
const PADDING_START = 0x80;
const AES_KEY_LENGTHS_BYTES: readonly number[] = [16, 24, 32];

/**
 * A key as a key blob encrypts it. Its fields point into the plaintext, and are gone with it. Numbers
 * are unsigned; some cards drop leading zeros.
 */
export type PlainKey = PlainRsaKey | PlainRsaCrtKey | PlainEcKey | PlainAesKey;

/** RSA as modulus and exponents. */
export interface PlainRsaKey extends Sized, Record<"d" | "n" | "e", Uint8Array> {
  readonly keyType: "rsa";
}

/** RSA with its primes: d modulo p - 1, d modulo q - 1, p, the inverse of q modulo p, q. */
export interface PlainRsaCrtKey
  extends Sized,
    Record<"dp" | "dq" | "p" | "qInverse" | "q" | "n" | "e", Uint8Array> {
  readonly keyType: "rsa-crt";
}

/** The curve's parameters, the scalar and the public point. */
export interface PlainEcKey
  extends Sized,
    Record<"a" | "b" | "prime" | "order" | "base" | "d" | "point", Uint8Array> {
  readonly keyType: "ec";
}

/** What there is of an AES key that can be checked: nothing. */
export interface PlainAesKey extends Sized {
  readonly keyType: "aes";
}

interface Sized {
  /** As it is written there: of the modulus, of a coordinate, of the AES key. */
  readonly bits: number;
}

/**
 * Reads what a key blob encrypts, as CardContact's scripts write it (`DKEK.prototype.encodeKey`,
 * `encodeAESKey`):
 *
 *     salt (8) ‖ size (2) ‖ the key ‖ 80 00 …, up to a whole block
 *
 * The key is a row of fields, each after a 2-byte length, and the size counts bits. For AES it counts
 * bytes, and just so many follow.
 *
 * @returns undefined unless it is laid out like this to the last byte.
 */
export function readPlainKey(plain: Uint8Array, keyType: KeyType): PlainKey | undefined {
  const size = twoBytes(plain, KEY_SALT_LENGTH_BYTES);
  if (size === undefined) return undefined;
  switch (keyType) {
    case "rsa": {
      const fields = readFields(plain, ["d", "n", "e"]);
      return fields && { keyType, bits: size, ...fields };
    }
    case "rsa-crt": {
      const fields = readFields(plain, ["dp", "dq", "p", "qInverse", "q", "n", "e"]);
      return fields && { keyType, bits: size, ...fields };
    }
    case "ec": {
      const fields = readFields(plain, ["a", "b", "prime", "order", "base", "d", "point"]);
      return fields && { keyType, bits: size, ...fields };
    }
    case "aes": {
      const end = KEY_SALT_LENGTH_BYTES + SIZE_LENGTH_BYTES + size;
      const known = AES_KEY_LENGTHS_BYTES.includes(size) && isPadding(plain, end);
      return known ? { keyType, bits: 8 * size } : undefined;
    }
  }
}

/** All of them, one after the other, up to the padding. */
function readFields<Name extends string>(
  plain: Uint8Array,
  names: readonly Name[],
): Record<Name, Uint8Array> | undefined {
  const fields: [Name, Uint8Array][] = [];
  let at = KEY_SALT_LENGTH_BYTES + SIZE_LENGTH_BYTES;
  for (const name of names) {
    const length = twoBytes(plain, at);
    if (length === undefined) return undefined;
    fields.push([name, plain.subarray(at + 2, at + 2 + length)]);
    at += 2 + length;
  }
  // A field that is cut short leaves no room for padding.
  return isPadding(plain, at)
    ? (Object.fromEntries(fields) as Record<Name, Uint8Array>)
    : undefined;
}

function twoBytes(plain: Uint8Array, at: number): number | undefined {
  const high = plain[at];
  const low = plain[at + 1];
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}

/** Whether nothing but 80 and zeros follows, and no whole block too many. */
function isPadding(plain: Uint8Array, start: number): boolean {
  const padding = plain.subarray(start);
  return (
    padding[0] === PADDING_START &&
    padding.length <= BLOCK_LENGTH_BYTES &&
    padding.subarray(1).every((byte) => byte === 0)
  );
}
