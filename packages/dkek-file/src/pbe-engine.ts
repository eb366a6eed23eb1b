import type { SecretBytes } from "@dkek/foundation";
import { checkDkekShare } from "./dkek-share.js";
import { PBE_ITERATIONS } from "./key-material.js";
import { PbeError } from "./pbe-error.js";
import { checkSalt, type PbeFile } from "./pbe-file.js";

/**
 * Opens and seals .pbe files, which takes seconds of work. `inlineEngine` does it in this thread and
 * anywhere, `workerEngine` (`@dkek/dkek-file/worker`) in threads of its own under Node.
 */
export interface PbeEngine {
  /**
   * Decrypts the DKEK share. Progress of a wrong password ends at two thirds, where it is known.
   *
   * @param password - the raw bytes, 1 or more; copied before the first `await`
   * @returns 32 bytes, which the caller wipes; undefined if the password is wrong.
   * @throws {PbeError} `password-empty`, `derivation-aborted` or `derivation-failed`.
   */
  open(
    pbe: PbeFile,
    password: SecretBytes,
    options?: DerivationOptions,
  ): Promise<SecretBytes | undefined>;

  /**
   * Encrypts a DKEK share.
   *
   * @param share - 32 bytes; copied before the first `await`, like the password
   * @param password - the raw bytes, 1 or more
   * @param salt - 8 random bytes, fresh for every file
   * @returns the .pbe file, 64 bytes.
   * @throws {PbeError} `share-wrong-length`, `salt-wrong-length`, `password-empty`,
   *   `derivation-aborted` or `derivation-failed`.
   */
  seal(
    share: SecretBytes,
    password: SecretBytes,
    salt: Uint8Array,
    options?: DerivationOptions,
  ): Promise<Uint8Array>;
}

/** How to watch a derivation, and end it early. */
export interface DerivationOptions {
  /** Called now and then with the fraction of the whole derivation that is done, 0 to 1, never less than before. */
  readonly onProgress?: (fraction: number) => void;
  /** Ends the work; it then rejects with `derivation-aborted`. */
  readonly signal?: AbortSignal;
}

/** How an engine works, for all its files. */
export interface EngineOptions {
  /** For tests alone, which would take seconds otherwise. Every real file has {@link PBE_ITERATIONS}. */
  readonly iterations?: number;
}

/** @throws {RangeError} unless it is a positive integer: a mistake in the program. */
export function iterationsOf({ iterations = PBE_ITERATIONS }: EngineOptions): number {
  if (!Number.isSafeInteger(iterations) || iterations < 1) {
    throw new RangeError(`${iterations} iterations`);
  }
  return iterations;
}

/** What every engine asks of a password, before it starts. */
export function checkPassword(password: SecretBytes): void {
  if (password.length === 0) {
    throw new PbeError("password-empty", "the password is empty", {
      hint: "give the password that the .pbe file was made with",
    });
  }
}

/** What every engine asks of what it seals, before it starts. */
export function checkSealed(share: SecretBytes, password: SecretBytes, salt: Uint8Array): void {
  checkDkekShare(share);
  checkPassword(password);
  checkSalt(salt);
}

/** What an ended derivation rejects with. */
export function abortedError(): PbeError {
  return new PbeError("derivation-aborted", "the key derivation was ended before it was done", {
    hint: "start again; nothing was changed",
  });
}

/** What a derivation rejects with whose thread is gone. */
export function derivationDied(cause?: unknown): PbeError {
  return new PbeError("derivation-failed", "the thread of the key derivation ended unexpectedly", {
    hint: "close other programs if memory is short, and start again",
    cause,
  });
}
