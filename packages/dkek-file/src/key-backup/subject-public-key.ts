import { DerReader } from "./der-reader.js";
import { BIT_STRING, bitString, INTEGER, SEQUENCE } from "./der-values.js";

/** What SubjectPublicKeyInfo holds: a point, or an RSAPublicKey (RFC 8017, appendix A.1.1). */
export function publicKeyBits(spki: Uint8Array): Uint8Array {
  const outside = new DerReader(spki);
  const info = outside.inside(outside.take(SEQUENCE, "public key"));
  info.take(SEQUENCE, "public key algorithm");
  return bitString(info.take(BIT_STRING, "public key"), "public key");
}

/** What an RSAPublicKey holds, unsigned. */
export function rsaNumbers(bits: Uint8Array): { modulus: Uint8Array; exponent: Uint8Array } {
  const outside = new DerReader(bits);
  const numbers = outside.inside(outside.take(SEQUENCE, "RSA public key"));
  const modulus = numbers.take(INTEGER, "modulus").value;
  return { modulus, exponent: numbers.take(INTEGER, "public exponent").value };
}
