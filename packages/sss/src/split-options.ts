import type { RandomSource } from "@dkek/foundation";
import { readNumber } from "./number-bytes.js";
import type { PrimeField } from "./prime-field.js";
import { idLimit, THRESHOLD_MIN } from "./share.js";
import { SharingError } from "./sharing-error.js";

export interface SplitOptions {
  readonly field: PrimeField;
  /** How many shares restore the secret: 2 to `total`. */
  readonly threshold: number;
  /** How many shares to make: up to 255, and below the prime. */
  readonly total: number;
  /** The system's generator, if absent. */
  readonly random?: RandomSource;
}

/** @throws {SharingError} `total-out-of-range`, `threshold-out-of-range`. */
export function requireCounts(field: PrimeField, threshold: number, total: number): void {
  const totalMax = idLimit(field);
  if (!Number.isInteger(total) || total < THRESHOLD_MIN || total > totalMax) {
    throw new SharingError(
      "total-out-of-range",
      `${total} shares: not a whole number from ${THRESHOLD_MIN} to ${totalMax}`,
      { hint: "share IDs are below 256, and below the prime" },
    );
  }
  if (!Number.isInteger(threshold) || threshold < THRESHOLD_MIN || threshold > total) {
    throw new SharingError(
      "threshold-out-of-range",
      `a threshold of ${threshold} with ${total} shares: not a whole number from ${THRESHOLD_MIN} to ${total}`,
      { hint: "at least 2 shares, and at most all of them, restore a secret" },
    );
  }
}

/** @throws {SharingError} `secret-out-of-range`. */
export function parseSecret(secret: Uint8Array, { prime, byteLength }: PrimeField): bigint {
  if (secret.length >= 1 && secret.length <= byteLength) {
    const number = readNumber(secret);
    if (number < prime) return number;
  }
  throw new SharingError(
    "secret-out-of-range",
    `the secret is not a number of 1 to ${byteLength} bytes below the prime`,
    { hint: "draw another secret, or share it over a larger prime" },
  );
}
