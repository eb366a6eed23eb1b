import { type RandomSource, SecretBytes } from "@dkek/foundation";
import { concatBytes } from "@noble/hashes/utils.js";
import { kcvOf } from "../../kcv.js";
import { checkKeyBackup } from "../check-key-backup.js";
import { encodeKeyBackup } from "../encode-key-backup.js";
import { type KeyBackup, parseKeyBackup } from "../key-backup.js";
import { KeyBackupError } from "../key-backup-error.js";
import { checkPlainKey } from "./check-plain-key.js";
import { decryptKeyBlob, encryptKeyBlob } from "./key-blob-cipher.js";
import { KEY_SALT_LENGTH_BYTES } from "./plain-key.js";

/**
 * Makes a key backup of another DKEK out of a key backup, without an HSM: an HSM with the new DKEK
 * restores the same key from it. KCV, ciphertext and MAC are new; description, certificate and what
 * says of which type the key is stay byte for byte. The old backup, wherever copies of it are, still
 * restores the key under the old DKEK.
 *
 * For that **the private key is in the clear in this machine's memory**. The bytes are wiped before it
 * returns or throws; the numbers that the checks calculate with can't be (see SECURITY.md).
 *
 * Beforehand the old MAC must be right, and the key must be understood: see {@link checkPlainKey}.
 * Afterwards the new file is read, authenticated and decrypted again to the same key. It takes up to a
 * few tenths of a second.
 *
 * @param oldDkek - all DKEK shares together, 32 bytes; likewise `newDkek`
 * @param random - asked for the 8 bytes in front of the key
 * @throws {KeyBackupError} `same-dkek`, `other-dkek`, `damaged-blob`, or what {@link checkPlainKey}
 *   throws.
 * @throws {PbeError} `share-wrong-length` unless both DKEKs have 32 bytes.
 */
export function rewrapKeyBackup(
  backup: KeyBackup,
  oldDkek: SecretBytes,
  newDkek: SecretBytes,
  random: RandomSource,
): KeyBackup {
  checkDkeks(backup, oldDkek, newDkek);
  using plain = decryptKeyBlob(backup.blob, oldDkek);
  checkPlainKey(backup, plain);

  using salted = SecretBytes.own(concatBytes(random(KEY_SALT_LENGTH_BYTES), keyOf(plain)));
  const blob = encryptKeyBlob(backup.blob, salted, newDkek);
  const rewrapped = parseKeyBackup(encodeKeyBackup({ blob, ...backup.files }));

  using again = decryptKeyBlob(rewrapped.blob, newDkek);
  if (checkKeyBackup(rewrapped, newDkek) !== "restorable" || !isSame(keyOf(again), keyOf(plain))) {
    throw new Error("a key backup that was just re-wrapped does not restore the key");
  }
  return rewrapped;
}

function checkDkeks(backup: KeyBackup, oldDkek: SecretBytes, newDkek: SecretBytes): void {
  const { kcv, offset } = backup.blob;
  const oldKcv = kcvOf(oldDkek);
  if (oldKcv === kcvOf(newDkek)) {
    throw new KeyBackupError(
      "same-dkek",
      `both DKEKs have the KCV ${oldKcv}: it is one and the same`,
      offset,
      "give the shares of the new DKEK: a backup stays as it is under its own",
    );
  }
  switch (checkKeyBackup(backup, oldDkek)) {
    case "restorable":
      return;
    case "other-dkek":
      throw new KeyBackupError(
        "other-dkek",
        `the key blob is of the DKEK with KCV ${kcv}, not of ${oldKcv}`,
        offset,
        "give all shares of the DKEK under which it was made",
      );
    case "damaged":
      throw new KeyBackupError(
        "damaged-blob",
        "the key blob was changed after it was made: its MAC is wrong",
        offset,
      );
  }
}

/** All but the random bytes in front of it. */
function keyOf(plain: SecretBytes): Uint8Array {
  return plain.expose().subarray(KEY_SALT_LENGTH_BYTES);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
