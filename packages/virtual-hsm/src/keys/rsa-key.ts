import { createPrivateKey, type KeyObject } from "node:crypto";
import { encodeTlv } from "../tlv.js";
import {
  bitLength,
  derInteger,
  greatestCommonDivisor,
  inverse,
  power,
  toNumber,
} from "./numbers.js";

/** The sizes of modulus that OpenSC's driver offers (`sc_hsm_init` in card-sc-hsm.c). */
export const MODULUS_BITS: readonly number[] = [1024, 1536, 2048, 3072, 4096];

/** An RSA key pair in numbers (RFC 8017, section 3.2). */
export interface RsaKeyNumbers {
  readonly modulus: bigint;
  readonly publicExponent: bigint;
  readonly privateExponent: bigint;
  readonly p: bigint;
  readonly q: bigint;
  /** Modulo p - 1 and modulo q - 1. */
  readonly dp: bigint;
  readonly dq: bigint;
  /** The inverse of q modulo p. */
  readonly coefficient: bigint;
}

export function rsaKeyNumbers(key: KeyObject): RsaKeyNumbers {
  const { n, e, d, p, q, dp, dq, qi } = key.export({ format: "jwk" });
  const number = (text = ""): bigint => toNumber(Buffer.from(text, "base64url"));
  return {
    modulus: number(n),
    publicExponent: number(e),
    privateExponent: number(d),
    p: number(p),
    q: number(q),
    dp: number(dp),
    dq: number(dq),
    coefficient: number(qi),
  };
}

/**
 * The key with these two primes, each half as long as a modulus may be, and this public exponent.
 *
 * @returns undefined where there is no such key.
 */
export function rsaKeyFromPrimes(p: bigint, q: bigint, exponent: bigint): KeyObject | undefined {
  const bits = bitLength(p * q);
  if (!MODULUS_BITS.includes(bits) || bitLength(p) !== bits / 2 || bitLength(q) !== bits / 2) {
    return undefined;
  }
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const coefficient = inverse(q, p);
  if (d === undefined || coefficient === undefined) return undefined;
  const numbers = [0n, p * q, exponent, d, p, q, d % (p - 1n), d % (q - 1n), coefficient];
  const pkcs1 = encodeTlv(0x30, ...numbers.map(derInteger));
  return createPrivateKey({ key: Buffer.from(pkcs1), type: "pkcs1", format: "der" });
}

/** Bases from 2 up to this: every other one splits the modulus, so it never comes to the last. */
const LAST_BASE = 128n;

/**
 * The primes of a modulus whose exponents are known (NIST SP 800-56B rev. 2, appendix C.1): OpenSSL
 * wants them, and a key blob of the plain kind leaves them out.
 *
 * @returns undefined where the three don't belong together.
 */
export function primesOf(
  modulus: bigint,
  publicExponent: bigint,
  privateExponent: bigint,
): readonly [p: bigint, q: bigint] | undefined {
  if (modulus < 4n || publicExponent < 3n || privateExponent < 3n) return undefined;
  // Nothing to look for where the one exponent does not undo the other.
  if (power(2n, publicExponent * privateExponent, modulus) !== 2n) return undefined;
  let odd = publicExponent * privateExponent - 1n;
  let halvings = 0;
  for (; odd % 2n === 0n; odd /= 2n) halvings += 1;
  for (let base = 2n; base <= LAST_BASE; base += 1n) {
    let root = power(base, odd, modulus);
    for (let i = 0; i < halvings; i += 1) {
      const square = (root * root) % modulus;
      if (square === 1n) {
        if (root === 1n || root === modulus - 1n) break;
        const p = greatestCommonDivisor(root - 1n, modulus);
        return [p, modulus / p];
      }
      root = square;
    }
  }
  return undefined;
}
