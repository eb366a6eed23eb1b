import { gcd, modInv } from "bigint-crypto-utils";

export { gcd as greatestCommonDivisor, modPow as power, toZn as modulo } from "bigint-crypto-utils";

import { fromHex, toHex } from "../hex.js";
import { encodeTlv } from "../tlv.js";

const INTEGER = 0x02;

/** An unsigned big-endian number; 0 for no bytes at all. */
export function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** @param length in bytes; the number has to fit. */
export function toBytes(number: bigint, length: number): Uint8Array {
  return fromHex(number.toString(16).padStart(2 * length, "0"));
}

/** Without leading zeros; one byte for 0. */
export function toShortestBytes(number: bigint): Uint8Array {
  const digits = number.toString(16);
  return fromHex(digits.length % 2 === 0 ? digits : `0${digits}`);
}

/** A DER INTEGER of a number that is not negative. */
export function derInteger(number: bigint): Uint8Array {
  const bytes = toShortestBytes(number);
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  return encodeTlv(INTEGER, isNegative ? Uint8Array.of(0) : new Uint8Array(0), bytes);
}

export function bitLength(number: bigint): number {
  return number === 0n ? 0 : number.toString(2).length;
}

/** The inverse modulo `modulus`; undefined where there is none. */
export function inverse(number: bigint, modulus: bigint): bigint | undefined {
  return gcd(number, modulus) === 1n ? modInv(number, modulus) : undefined;
}
