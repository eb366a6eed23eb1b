import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { power } from "./power.js";

/** DigestInfo up to the digest itself (RFC 8017, section 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<string, string>> = {
  "SHA-1": "3021300906052b0e03021a05000414",
  "SHA-224": "302d300d06096086480165030402040500041c",
  "SHA-256": "3031300d060960864801650304020105000420",
  "SHA-384": "3041300d060960864801650304020205000430",
  "SHA-512": "3051300d060960864801650304020305000440",
};

/**
 * A digest as PKCS #1, version 1.5, signs it: DigestInfo in DER.
 *
 * @returns undefined for a hash that is not known.
 */
export function digestInfo(hash: string, digest: Uint8Array): Uint8Array | undefined {
  const prefix = DIGEST_INFO[hash];
  return prefix === undefined ? undefined : concatBytes(hexToBytes(prefix), digest);
}

/**
 * What PKCS #1, version 1.5, raises to a power (RFC 8017, section 9.2): DigestInfo, padded in front.
 *
 * @param length - in bytes, of the modulus
 * @returns undefined for a hash that is not known, and where there is no room.
 */
export function paddedDigest(
  hash: string,
  digest: Uint8Array,
  length: number,
): Uint8Array | undefined {
  const info = digestInfo(hash, digest);
  const padding = length - 3 - (info?.length ?? 0);
  if (info === undefined || padding < 8) return undefined;
  return concatBytes(
    Uint8Array.of(0x00, 0x01),
    new Uint8Array(padding).fill(0xff),
    Uint8Array.of(0x00),
    info,
  );
}

/**
 * Whether a signature of PKCS #1, version 1.5 (RFC 8017, section 8.2.2) is right. Everything is
 * public, so it takes as long as it takes.
 *
 * @param signature - as long as the modulus
 * @param hash - name of the hash that made `digest`
 */
export function verifyRsaSignature(
  key: { readonly modulus: Uint8Array; readonly exponent: Uint8Array },
  signature: Uint8Array,
  hash: string,
  digest: Uint8Array,
): boolean {
  const modulus = bytesToNumberBE(key.modulus);
  const number = bytesToNumberBE(signature);
  const expected = paddedDigest(hash, digest, signature.length);
  if (expected === undefined || number >= modulus) return false;
  const opened = power(number, bytesToNumberBE(key.exponent), modulus);
  const found = numberToBytesBE(opened, signature.length);
  return found.every((byte, i) => byte === expected[i]);
}
