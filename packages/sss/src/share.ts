import { readNumber } from "./number-bytes.js";
import type { PrimeField } from "./prime-field.js";
import { SharingError } from "./sharing-error.js";

/** What one holder gets: a point of the polynomial. `field` and `id` are public, `value` is secret. */
export interface Share {
  readonly field: PrimeField;
  /** 1 to 255, and below the prime. */
  readonly id: number;
  /** Big-endian, `field.byteLength` bytes, below the prime. */
  readonly value: Uint8Array;
}

/** With a threshold of 1 every share would be the secret. */
export const THRESHOLD_MIN = 2;

/** IDs fit into a byte. */
export const ID_MAX = 255;

/** The largest ID over this field: a multiple of the prime is 0, where the secret lies. */
export function idLimit({ prime }: PrimeField): number {
  return prime > BigInt(ID_MAX) ? ID_MAX : Number(prime) - 1;
}

/** Shares that were found to be points of one field with different IDs. */
export interface Points {
  readonly field: PrimeField;
  readonly ids: readonly number[];
  /** In the order of `ids`. */
  readonly values: readonly bigint[];
}

/**
 * Checks shares one by one and against each other.
 *
 * @param least how many there must be.
 * @throws {SharingError} `too-few-shares`, `too-many-shares`, `mixed-sets`, `id-out-of-range`,
 *   `duplicate-id`, `value-out-of-range`.
 */
export function parseShares(shares: readonly Share[], least: number): Points {
  const first = shares[0];
  if (first === undefined || shares.length < least) throw tooFew(shares.length, least);
  if (shares.length > ID_MAX) {
    throw new SharingError("too-many-shares", `${shares.length} shares, of ${ID_MAX} at most`, {
      hint: "give each share once",
    });
  }
  const { field } = first;
  const { prime } = field;
  const idMax = idLimit(field);
  const ids: number[] = [];
  const values: bigint[] = [];
  for (const share of shares) {
    const { id } = share;
    if (share.field !== field && share.field.prime !== prime) throw mixedSets(id, first.id);
    if (!isId(id, idMax)) throw idOutOfRange(id, idMax);
    if (ids.includes(id)) {
      throw new SharingError("duplicate-id", `share ID ${id} was given twice`, {
        hint: "give each share once; if two holders have the same ID, one of them copied it wrongly",
      });
    }
    ids.push(id);
    values.push(parseValue(share));
  }
  return { field, ids, values };
}

/** @throws {SharingError} `id-out-of-range`. */
export function requireId(field: PrimeField, id: number): void {
  const idMax = idLimit(field);
  if (!isId(id, idMax)) throw idOutOfRange(id, idMax);
}

/** @throws {SharingError} `threshold-out-of-range`. */
export function requireThreshold(threshold: number): void {
  if (Number.isInteger(threshold) && threshold >= THRESHOLD_MIN && threshold <= ID_MAX) return;
  throw new SharingError(
    "threshold-out-of-range",
    `a threshold of ${threshold}: not a whole number from ${THRESHOLD_MIN} to ${ID_MAX}`,
    { hint: "take the threshold that the set was made with" },
  );
}

function isId(id: number, idMax: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= idMax;
}

function idOutOfRange(id: number, idMax: number): SharingError {
  return new SharingError(
    "id-out-of-range",
    `share ID ${id}: not a whole number from 1 to ${idMax}`,
    { hint: "compare the ID with the card; the secret itself would be at 0" },
  );
}

function parseValue({ field, id, value }: Share): bigint {
  if (value.length === field.byteLength) {
    const number = readNumber(value);
    if (number < field.prime) return number;
  }
  throw new SharingError(
    "value-out-of-range",
    `the value of share ${id} is not a number of ${field.byteLength} bytes below the prime`,
    { hint: "compare value and prime with the card, digit by digit" },
  );
}

function tooFew(given: number, least: number): SharingError {
  const missing = least - given;
  return new SharingError(
    "too-few-shares",
    `${given === 1 ? "1 share" : `${given} shares`} of the ${least} that are needed`,
    { hint: `give ${missing} more ${missing === 1 ? "share" : "shares"} of the same set` },
  );
}

function mixedSets(id: number, firstId: number): SharingError {
  return new SharingError("mixed-sets", `share ${id} has another prime than share ${firstId}`, {
    hint: "all shares of a set have the same prime: leave out those of other sets, or compare the primes",
  });
}
