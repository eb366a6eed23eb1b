import { DkekError } from "@dkek/foundation";

export type KeyBackupErrorCode =
  // The file as a whole
  | "too-large"
  | "not-a-key-backup"
  | "bare-key-blob"
  // Its encoding
  | "truncated"
  | "trailing-bytes"
  | "wrong-tag"
  | "indefinite-length"
  | "overlong-length"
  | "bad-value"
  // The key blob
  | "blob-too-short"
  | "unknown-key-type"
  | "ciphertext-not-blocks"
  // The public key beside it
  | "unknown-algorithm"
  | "unknown-curve"
  | "bad-public-key"
  // What its parts say of each other
  | "type-mismatch"
  | "size-mismatch"
  // The key itself, once it is decrypted
  | "other-dkek"
  | "damaged-blob"
  | "same-dkek"
  | "unknown-key-layout"
  | "bad-private-key"
  | "wrong-public-key";

/** A file is not the key backup that `sc-hsm-tool --wrap-key` writes, or no longer. */
export class KeyBackupError extends DkekError<KeyBackupErrorCode> {
  /** Where in the file it was seen: bytes from its beginning. */
  readonly offset: number;

  constructor(code: KeyBackupErrorCode, message: string, offset: number, hint?: string) {
    super(code, `${message}, at byte ${offset}`, {
      hint: hint ?? "compare the file with another copy, or back the key up again",
    });
    this.offset = offset;
  }
}
