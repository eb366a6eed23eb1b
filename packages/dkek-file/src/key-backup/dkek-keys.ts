import { SecretBytes } from "@dkek/foundation";
import { sha256 } from "@noble/hashes/sha2.js";
import { checkDkekShare } from "../dkek-share.js";

/** Follows the DKEK in what a key is hashed from. */
const ENCRYPTION = Uint8Array.of(0, 0, 0, 1);
const MAC = Uint8Array.of(0, 0, 0, 2);

/**
 * The AES-256 key under which key blobs are encrypted: SHA-256(DKEK, 00000001). The caller wipes it.
 *
 * @throws {PbeError} `share-wrong-length` unless the DKEK has 32 bytes.
 */
export function encryptionKeyOf(dkek: SecretBytes): SecretBytes {
  return derived(dkek, ENCRYPTION);
}

/**
 * The AES-256 key of their CMAC: SHA-256(DKEK, 00000002). The caller wipes it.
 *
 * @throws {PbeError} `share-wrong-length` unless the DKEK has 32 bytes.
 */
export function macKeyOf(dkek: SecretBytes): SecretBytes {
  return derived(dkek, MAC);
}

function derived(dkek: SecretBytes, purpose: Uint8Array): SecretBytes {
  checkDkekShare(dkek);
  return SecretBytes.own(sha256.create().update(dkek.expose()).update(purpose).digest());
}
