import { bitLength } from "./public-key.js";

const MODULUS_MIN_BITS = 512;
const MODULUS_MAX_BITS = 8192;
/** FIPS 186-5, section 5.4; also what keeps the check of a signature short. */
const EXPONENT_MAX_BITS = 256;

/** Whether an RSA key can have this modulus, unsigned. */
export function isRsaModulus(modulus: Uint8Array): boolean {
  const bits = bitLength(modulus);
  return bits >= MODULUS_MIN_BITS && bits <= MODULUS_MAX_BITS && isOdd(modulus);
}

/** Whether an RSA key can have this public exponent, unsigned. */
export function isRsaExponent(exponent: Uint8Array): boolean {
  const bits = bitLength(exponent);
  return bits >= 2 && bits <= EXPONENT_MAX_BITS && isOdd(exponent);
}

function isOdd(number: Uint8Array): boolean {
  return ((number.at(-1) ?? 0) & 1) === 1;
}
