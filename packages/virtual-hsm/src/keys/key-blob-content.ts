import type { KeyObject } from "node:crypto";
import { curveWith } from "./curves.js";
import { ecKeyFrom, ecKeyNumbers } from "./ec-key.js";
import { KeyType } from "./key-blob.js";
import { bitLength, toBytes, toNumber, toShortestBytes } from "./numbers.js";
import { primesOf, rsaKeyFromPrimes, rsaKeyNumbers } from "./rsa-key.js";

/** A key blob's type and what it encrypts: key size in bits (2), then fields after 2-byte lengths. */
export interface KeyBlobContent {
  readonly type: number;
  readonly content: Uint8Array;
}

/** Larger moduli are wrapped without their primes, as CardContact's scripts do it. */
const CRT_BITS_MAX = 2048;

export function encodeKey(key: KeyObject): KeyBlobContent {
  return key.asymmetricKeyType === "ec" ? encodeEc(key) : encodeRsa(key);
}

/** @returns undefined for a key that this card does not know, or that contradicts itself. */
export function decodeKey({ type, content }: KeyBlobContent): KeyObject | undefined {
  const fields = readFields(content.subarray(2));
  if (fields === undefined) return undefined;
  switch (type) {
    case KeyType.rsa:
      return decodeRsa(fields);
    case KeyType.rsaCrt:
      return decodeRsaCrt(fields);
    case KeyType.ec:
      return decodeEc(fields);
    default:
      return undefined;
  }
}

function encodeRsa(key: KeyObject): KeyBlobContent {
  const numbers = rsaKeyNumbers(key);
  const bits = bitLength(numbers.modulus);
  const modulus = toBytes(numbers.modulus, bits / 8);
  const exponent = toShortestBytes(numbers.publicExponent);
  if (bits > CRT_BITS_MAX) {
    const secret = toBytes(numbers.privateExponent, bits / 8);
    return { type: KeyType.rsa, content: writeFields(bits, [secret, modulus, exponent]) };
  }
  const { dp, dq, p, coefficient, q } = numbers;
  const halves = [dp, dq, p, coefficient, q].map((half) => toBytes(half, bits / 16));
  return { type: KeyType.rsaCrt, content: writeFields(bits, [...halves, modulus, exponent]) };
}

function decodeRsa(fields: readonly Uint8Array[]): KeyObject | undefined {
  const [d, n, e, ...more] = fields.map(toNumber);
  if (d === undefined || n === undefined || e === undefined || more.length > 0) return undefined;
  const primes = primesOf(n, e, d);
  return primes && rsaKeyFromPrimes(...primes, e);
}

function decodeRsaCrt(fields: readonly Uint8Array[]): KeyObject | undefined {
  const [, , p, , q, n, e, ...more] = fields.map(toNumber);
  if (p === undefined || q === undefined || n === undefined || e === undefined) return undefined;
  return p * q === n && more.length === 0 ? rsaKeyFromPrimes(p, q, e) : undefined;
}

function encodeEc(key: KeyObject): KeyBlobContent {
  const { curve, scalar, point } = ecKeyNumbers(key);
  const { a, b, prime, order, basePoint } = curve;
  const bits = bitLength(toNumber(prime));
  return {
    type: KeyType.ec,
    content: writeFields(bits, [a, b, prime, order, basePoint, scalar, point]),
  };
}

function decodeEc(fields: readonly Uint8Array[]): KeyObject | undefined {
  const [a, b, prime, order, basePoint, scalar, point, ...more] = fields;
  if (!a || !b || !prime || !order || !basePoint || !scalar || !point || more.length > 0) {
    return undefined;
  }
  const curve = curveWith({ prime, a, b, basePoint, order });
  const number = toNumber(scalar);
  if (curve === undefined || number === 0n || number >= toNumber(curve.order)) return undefined;
  const key = ecKeyFrom(curve, toBytes(number, curve.order.length));
  return Buffer.compare(ecKeyNumbers(key).point, point) === 0 ? key : undefined;
}

function writeFields(bits: number, fields: readonly Uint8Array[]): Uint8Array {
  const twoBytes = (number: number): number[] => [number >> 8, number & 0xff];
  return Uint8Array.from([
    ...twoBytes(bits),
    ...fields.flatMap((field) => [...twoBytes(field.length), ...field]),
  ]);
}

function readFields(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const fields: Uint8Array[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const [high, low] = rest;
    if (high === undefined || low === undefined) return undefined;
    const end = 2 + high * 256 + low;
    if (rest.length < end) return undefined;
    fields.push(rest.slice(2, end));
    rest = rest.subarray(end);
  }
  return fields;
}
