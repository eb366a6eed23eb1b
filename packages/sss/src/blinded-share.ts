import { readNumber } from "./number-bytes.js";
import { P224_ORDER } from "./p224-order.js";
import type { PrimeField } from "./prime-field.js";
import { type Points, parseShares, type Share } from "./share.js";
import { SharingError } from "./sharing-error.js";

/**
 * A share that can be checked against commitments. It is a share like any other, and the blinding is
 * not needed to restore the secret: lost, it costs the check alone.
 */
export interface BlindedShare extends Share {
  /**
   * The value of the blinding polynomial at the same ID: big-endian, 28 bytes, below the order of
   * P-224. Secret as well: together with the commitments it would let somebody try out values.
   */
  readonly blinding: Uint8Array;
}

export interface BlindedPoints extends Points {
  /** In the order of `ids`. */
  readonly blindings: readonly bigint[];
}

/**
 * Checks shares as `parseShares` does, and their blindings.
 *
 * @throws {SharingError} as `parseShares`; `not-p224`, `blinding-out-of-range`.
 */
export function parseBlindedShares(shares: readonly BlindedShare[], least: number): BlindedPoints {
  const points = parseShares(shares, least);
  requireP224(points.field);
  return { ...points, blindings: shares.map(parseBlinding) };
}

/** @throws {SharingError} `not-p224`. */
export function requireP224(field: PrimeField): void {
  if (field.prime === P224_ORDER) return;
  throw new SharingError("not-p224", "the prime is not the order of P-224", {
    hint: "only shares over the order of P-224 can be committed to on that curve",
  });
}

function parseBlinding({ field, id, blinding }: BlindedShare): bigint {
  if (blinding.length === field.byteLength) {
    const number = readNumber(blinding);
    if (number < field.prime) return number;
  }
  throw new SharingError(
    "blinding-out-of-range",
    `the blinding of share ${id} is not a number of ${field.byteLength} bytes below the prime`,
    { hint: "compare the blinding with the card, digit by digit" },
  );
}
