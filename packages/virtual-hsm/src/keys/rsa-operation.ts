import { constants, type KeyObject, privateEncrypt } from "node:crypto";
import { toNumber } from "./numbers.js";
import { rsaKeyNumbers } from "./rsa-key.js";

/** Beginning, end and at least 8 bytes of padding (RFC 8017, section 9.2). */
const PKCS1_OVERHEAD_BYTES = 11;

/**
 * The bare private-key operation, for signing and for deciphering (RFC 8017, sections 5.1.2, 5.2.1).
 *
 * @returns as long as the modulus; undefined unless the block is that long, and smaller as a number
 */
export function rsaRaw(key: KeyObject, block: Uint8Array): Uint8Array | undefined {
  const { modulus } = rsaKeyNumbers(key);
  if (block.length !== modulusBytes(key) || toNumber(block) >= modulus) return undefined;
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}

/**
 * PKCS#1 v1.5 around a DigestInfo, or whatever the host takes for one.
 *
 * @returns undefined for more bytes than fit
 */
export function rsaPkcs1(key: KeyObject, digestInfo: Uint8Array): Uint8Array | undefined {
  if (digestInfo.length > modulusBytes(key) - PKCS1_OVERHEAD_BYTES) return undefined;
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
}

function modulusBytes(key: KeyObject): number {
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
}
