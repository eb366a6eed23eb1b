import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { CeremonyError } from "../ceremony-error.js";
import type { SetId, SetPrefix } from "../set-id.js";
import { DATA_DIGITS_MAX } from "./check-digits.js";

/** Which of a card's numbers a row is part of. */
export type RowPart = "prime" | "value" | "blinding" | "salt";

/** Where a row belongs. */
export interface RowPlace {
  /** Only the first 80 bits count, which the QR code has as well. */
  readonly setId: SetId | SetPrefix;
  /** 1 to 255. */
  readonly shareId: number;
  readonly part: RowPart;
  /** Counted from 0 within the part; at most 255. */
  readonly index: number;
}

/** What is known of the set around a row. */
export interface KnownRows {
  /** The length in bytes of each part that a card of this set has. */
  readonly partBytes: Readonly<Partial<Record<RowPart, number>>>;
  /** The share IDs of the set's cards, as far as known; may contain the row's own. */
  readonly shareIds: readonly number[];
}

/** In the order in which they stand on a card. */
export const ROW_PARTS: readonly RowPart[] = ["prime", "value", "blinding", "salt"];

const TAG = utf8ToBytes("dkek/row/v1");
const SET_ID_BYTES = 10;
const PART_BYTE: Readonly<Record<RowPart, number>> = {
  prime: 0x70, // p
  value: 0x76, // v
  blinding: 0x62, // b
  salt: 0x73, // s
};
const BYTE_MAX = 0xff;

/**
 * What the check digits of a place are masked with: 12 bits, the first check digit's highest. They
 * are the first 12 bits of SHA-256 over 24 bytes: the ASCII letters `dkek/row/v1` (11 bytes), the
 * first 10 bytes of the set ID, the share ID, the part's first letter in ASCII, and the index (one
 * byte each).
 *
 * @throws {CeremonyError} `row-bad-place`: share ID or index don't fit.
 */
export function maskOf({ setId, shareId, part, index }: RowPlace): number {
  if (!isWhole(shareId, 1, BYTE_MAX) || !isWhole(index, 0, BYTE_MAX)) {
    throw new CeremonyError("row-bad-place", `no card has a row ${index} under ID ${shareId}`, {
      hint: `share IDs are 1 to ${BYTE_MAX}, rows are counted from 0 to ${BYTE_MAX}`,
    });
  }
  const set = hexToBytes(setId.slice(0, 2 * SET_ID_BYTES));
  const place = Uint8Array.of(shareId, PART_BYTE[part], index);
  const [high = 0, low = 0] = sha256(concatBytes(TAG, set, place));
  return (high << 4) | (low >> 4);
}

/** How many data digits the row at `index` has, where the part has `bytes` bytes; 0: no such row. */
export function dataDigitsAt(bytes: number, index: number): number {
  const left = 2 * bytes - DATA_DIGITS_MAX * index;
  return Math.max(0, Math.min(DATA_DIGITS_MAX, left));
}

/** All rows that a card of the set has, in order. */
export function rowsOfCard({ partBytes }: KnownRows): Pick<RowPlace, "part" | "index">[] {
  return ROW_PARTS.flatMap((part) => {
    const rows = Math.ceil((2 * (partBytes[part] ?? 0)) / DATA_DIGITS_MAX);
    return Array.from({ length: rows }, (_, index) => ({ part, index }));
  });
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
