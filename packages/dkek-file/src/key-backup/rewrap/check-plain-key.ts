import type { SecretBytes } from "@dkek/foundation";
import type { KeyBackup } from "../key-backup.js";
import { KeyBackupError, type KeyBackupErrorCode } from "../key-backup-error.js";
import { isDescribedAs } from "../key-description.js";
import { bitLength } from "../public-key.js";
import { curveOf, isEcKeyPair } from "./plain-ec-key.js";
import {
  type PlainEcKey,
  type PlainKey,
  type PlainRsaCrtKey,
  type PlainRsaKey,
  readPlainKey,
} from "./plain-key.js";
import { isRsaKeyPair } from "./plain-rsa-key.js";
import { isSameEcKey, isSameRsaKey } from "./same-public-key.js";

/**
 * Checks a key that was decrypted: it is laid out as its type has it, its numbers belong together, it
 * is the private half of the public key that the backup carries, and of the size that its description
 * says; as far as the backup has these. Of an AES key only layout and size can be checked.
 *
 * @throws {KeyBackupError} `unknown-key-layout`, `unknown-curve`, `bad-private-key`,
 *   `wrong-public-key` or `size-mismatch`, with the place of the key blob, and not a word of the key.
 */
export function checkPlainKey(backup: KeyBackup, plain: SecretBytes): void {
  const key = readPlainKey(plain.expose(), backup.keyType);
  if (key === undefined) {
    throw refusal(
      backup,
      "unknown-key-layout",
      `what the key blob encrypts is not laid out as a key of type ${backup.keyType} is known to be`,
    );
  }
  checkSize(backup, checkNumbers(backup, key));
}

/** @returns the size of the key. */
function checkNumbers(backup: KeyBackup, key: PlainKey): number {
  switch (key.keyType) {
    case "ec":
      return checkEcKey(backup, key);
    case "rsa":
    case "rsa-crt":
      return checkRsaKey(backup, key);
    case "aes":
      return key.bits;
  }
}

function checkEcKey(backup: KeyBackup, key: PlainEcKey): number {
  const curve = curveOf(key);
  if (curve === undefined) {
    throw refusal(backup, "unknown-curve", "the key is on a curve that is not known");
  }
  if (!isDescribedAs(curve.bits, key.bits) || !isEcKeyPair(key, curve)) throw contradictory(backup);
  const { publicKey } = backup;
  if (publicKey && !isSameEcKey(publicKey, curve, key.point)) throw foreign(backup);
  return curve.bits;
}

function checkRsaKey(backup: KeyBackup, key: PlainRsaKey | PlainRsaCrtKey): number {
  const bits = bitLength(key.n);
  if (!isDescribedAs(bits, key.bits) || !isRsaKeyPair(key)) throw contradictory(backup);
  const { publicKey } = backup;
  if (publicKey && !isSameRsaKey(publicKey, key)) throw foreign(backup);
  return bits;
}

function checkSize({ keyBits: described, keyType, blob }: KeyBackup, bits: number): void {
  if (described === undefined || isDescribedAs(bits, described)) return;
  // Some descriptions count the bytes of an AES key.
  if (keyType === "aes" && 8 * described === bits) return;
  throw new KeyBackupError(
    "size-mismatch",
    `a key of ${bits} bits is described as one of ${described}`,
    blob.offset,
  );
}

function contradictory(backup: KeyBackup): KeyBackupError {
  const problem = "the key blob encrypts a key whose numbers contradict each other";
  return refusal(backup, "bad-private-key", problem);
}

function foreign(backup: KeyBackup): KeyBackupError {
  return new KeyBackupError(
    "wrong-public-key",
    "the public key beside the key blob belongs to another key",
    backup.blob.offset,
    "the file was put together of two backups: look for the one whose parts belong together",
  );
}

function refusal(backup: KeyBackup, code: KeyBackupErrorCode, problem: string): KeyBackupError {
  const hint = "it is left as it is: restore it into an HSM with the DKEK that it was made under";
  return new KeyBackupError(code, problem, backup.blob.offset, hint);
}
