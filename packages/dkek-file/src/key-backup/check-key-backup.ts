import type { SecretBytes } from "@dkek/foundation";
import { concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { kcvOf } from "../kcv.js";
import type { KeyBackup } from "./key-backup.js";
import { KCV_LENGTH_BYTES } from "./key-blob.js";
import { macOf } from "./key-blob-mac.js";

/**
 * - `restorable`: this DKEK authenticates the key blob, whole and unchanged: an HSM with it restores
 *   the key.
 * - `other-dkek`: it was made under another DKEK.
 * - `damaged`: it was made under this DKEK, and no HSM takes it any more.
 */
export type BackupVerdict = "restorable" | "other-dkek" | "damaged";

/**
 * Whether a DKEK restores a key backup, without decrypting it: compares the key check value, then
 * the AES-CMAC (RFC 4493) under SHA-256(DKEK, 00000002). This covers the key blob alone; see
 * {@link KeyBackup.unproven} and `checkCertificateRequest` for the rest of the file.
 *
 * @param dkek - all DKEK shares together, 32 bytes
 * @throws {PbeError} `share-wrong-length` unless it has 32 bytes.
 */
export function checkKeyBackup(backup: Pick<KeyBackup, "blob">, dkek: SecretBytes): BackupVerdict {
  const { authenticated, mac, kcv } = backup.blob;
  const expectedKcv = kcvOf(dkek);
  // With the KCV that it should have: a blob whose KCV alone is damaged is no other DKEK's.
  const content = concatBytes(hexToBytes(expectedKcv), authenticated.subarray(KCV_LENGTH_BYTES));
  const fits = equal(macOf(content, dkek), mac);
  if (kcv !== expectedKcv) return fits ? "damaged" : "other-dkek";
  return fits ? "restorable" : "damaged";
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [i, byte] of a.entries()) difference |= byte ^ (b[i] ?? 0);
  return difference === 0;
}
