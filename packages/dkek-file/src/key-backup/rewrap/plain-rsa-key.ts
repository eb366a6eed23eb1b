import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { power } from "../power.js";
import { bitLength } from "../public-key.js";
import { isRsaExponent, isRsaModulus } from "../rsa-numbers.js";
import { paddedDigest, verifyRsaSignature } from "../rsa-signature.js";
import type { PlainRsaCrtKey, PlainRsaKey } from "./plain-key.js";

/**
 * Whether the numbers of an RSA key belong together: what the private half signs, the public half
 * verifies, and primes make the modulus. Exponents and inverse that don't fit the primes sign wrongly.
 *
 * It calculates with bigints, which can't be wiped.
 */
export function isRsaKeyPair(key: PlainRsaKey | PlainRsaCrtKey): boolean {
  const { n: modulus, e: exponent } = key;
  if (!isRsaModulus(modulus) || !isRsaExponent(exponent)) return false;
  const digest = sha256(modulus);
  const length = Math.ceil(bitLength(modulus) / 8);
  const padded = paddedDigest("SHA-256", digest, length);
  if (padded === undefined) return false;
  const message = bytesToNumberBE(padded);
  const signed = key.keyType === "rsa" ? signPlain(key, message) : signWithPrimes(key, message);
  if (signed === undefined) return false;
  const signature = numberToBytesBE(signed, length);
  return verifyRsaSignature({ modulus, exponent }, signature, "SHA-256", digest);
}

/** @returns undefined where d is larger than it can be. */
function signPlain(key: PlainRsaKey, message: bigint): bigint | undefined {
  const d = bytesToNumberBE(key.d);
  const n = bytesToNumberBE(key.n);
  return d < n ? power(message, d, n) : undefined;
}

/** RFC 8017, section 5.2.1. @returns undefined where the primes don't make the modulus. */
function signWithPrimes(key: PlainRsaCrtKey, message: bigint): bigint | undefined {
  const n = bytesToNumberBE(key.n);
  const p = bytesToNumberBE(key.p);
  const q = bytesToNumberBE(key.q);
  const dp = bytesToNumberBE(key.dp);
  const dq = bytesToNumberBE(key.dq);
  const qInverse = bytesToNumberBE(key.qInverse);
  if (p * q !== n || p === 1n || q === 1n || dp >= p || dq >= q || qInverse >= p) return undefined;
  const first = power(message, dp, p);
  const second = power(message, dq, q);
  const difference = (((first - second) % p) + p) % p;
  return second + q * ((qInverse * difference) % p);
}
