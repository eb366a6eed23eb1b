import { constants, type KeyObject, sign } from "node:crypto";
import type { RandomSource } from "@dkek/foundation";
import { signDigest } from "./ecdsa.js";
import { encodePss } from "./pss.js";
import { rsaPkcs1, rsaRaw } from "./rsa-operation.js";
import type { Hash } from "./signature-schemes.js";

/** One way of signing. */
export interface Signer {
  readonly keyType: "rsa" | "ec";
  /** @returns undefined for data that this key can't sign that way */
  sign(key: KeyObject, data: Uint8Array, random: RandomSource): Uint8Array | undefined;
}

/** The algorithms by their numbers (`ALGO_…` in OpenSC's card-sc-hsm.h, up to its version 0.26). */
export const SIGNERS: ReadonlyMap<number, Signer> = new Map<number, Signer>([
  [0x20, { keyType: "rsa", sign: rsaRaw }],
  [0x30, { keyType: "rsa", sign: rsaPkcs1 }],
  [0x31, hashing("rsa", "sha1")],
  [0x33, hashing("rsa", "sha256")],
  [0x34, hashing("rsa", "sha384")],
  [0x35, hashing("rsa", "sha512")],
  [0x40, { keyType: "rsa", sign: signPss }],
  [0x41, hashing("rsa", "sha1", constants.RSA_PKCS1_PSS_PADDING)],
  [0x43, hashing("rsa", "sha256", constants.RSA_PKCS1_PSS_PADDING)],
  [0x44, hashing("rsa", "sha384", constants.RSA_PKCS1_PSS_PADDING)],
  [0x45, hashing("rsa", "sha512", constants.RSA_PKCS1_PSS_PADDING)],
  [0x70, { keyType: "ec", sign: signDigest }],
  [0x71, hashing("ec", "sha1")],
  [0x72, hashing("ec", "sha224")],
  [0x73, hashing("ec", "sha256")],
  [0x74, hashing("ec", "sha384")],
  [0x75, hashing("ec", "sha512")],
]);

/** Signs a message that the card hashes itself. */
function hashing(
  keyType: Signer["keyType"],
  hash: Hash,
  padding: number = constants.RSA_PKCS1_PADDING,
): Signer {
  const options = keyType === "ec" ? {} : { padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return { keyType, sign: (key, message) => sign(hash, message, { key, ...options }) };
}

function signPss(key: KeyObject, digest: Uint8Array, random: RandomSource): Uint8Array | undefined {
  const block = encodePss(digest, key.asymmetricKeyDetails?.modulusLength ?? 0, random);
  return block && rsaRaw(key, block);
}
