import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import type { EllipticCurve } from "./elliptic-curve.js";
import { encodeDer, encodeUnsigned, withoutLeadingZeros } from "./encode-der.js";

/** The public half of the key, where the backup carries it. */
export interface BackupPublicKey {
  readonly algorithm: "rsa" | "ec";
  /** Size of the modulus or of a coordinate. */
  readonly bits: number | undefined;
  /** Name in SEC 2 or RFC 5639, where it is an EC key on a curve that has one. */
  readonly curve: string | undefined;
  /** DER of SubjectPublicKeyInfo (RFC 5280), as `pkcs11-tool --read-object --type pubkey` gives it. */
  readonly spki: Uint8Array;
  /**
   * SHA-256 of `spki`, in hex: what `openssl pkey -pubin -pubout -outform DER | sha256sum` makes of
   * the public key, to compare with what the key is used for.
   */
  readonly fingerprint: string;
}

const RSA_ENCRYPTION = hexToBytes("06092a864886f70d010101");
const NULL = hexToBytes("0500");
const EC_PUBLIC_KEY = hexToBytes("06072a8648ce3d0201");

/** @param point - 04, then both coordinates */
export function ecPublicKey(curve: EllipticCurve, point: Uint8Array): BackupPublicKey {
  const spki = subjectPublicKeyInfo(concatBytes(EC_PUBLIC_KEY, curve.oid), point);
  return publicKey("ec", curve.bits, curve.name, spki);
}

/** Of a modulus and an exponent, each unsigned. */
export function rsaPublicKey(modulus: Uint8Array, exponent: Uint8Array): BackupPublicKey {
  const key = encodeDer(0x30, encodeUnsigned(modulus), encodeUnsigned(exponent));
  const spki = subjectPublicKeyInfo(concatBytes(RSA_ENCRYPTION, NULL), key);
  return publicKey("rsa", bitLength(modulus), undefined, spki);
}

/** One that is already encoded. */
export function publicKey(
  algorithm: "rsa" | "ec",
  bits: number | undefined,
  curve: string | undefined,
  spki: Uint8Array,
): BackupPublicKey {
  return { algorithm, bits, curve, spki, fingerprint: bytesToHex(sha256(spki)) };
}

/** Of an unsigned number. */
export function bitLength(bytes: Uint8Array): number {
  const digits = withoutLeadingZeros(bytes);
  const [first] = digits;
  return first === undefined ? 0 : digits.length * 8 - (Math.clz32(first) - 24);
}

function subjectPublicKeyInfo(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  const unusedBits = Uint8Array.of(0);
  return encodeDer(0x30, encodeDer(0x30, algorithm), encodeDer(0x03, unusedBits, key));
}
