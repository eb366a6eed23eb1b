import { SecretBytes } from "@dkek/foundation";
import { P224_ORDER, type PrimeField, primeField } from "@dkek/sss";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { type Card, proofLength } from "../card.js";
import { proofPart } from "../card-rows.js";
import { DATA_DIGITS_MAX } from "../rows/check-digits.js";
import type { KnownRows, RowPart } from "../rows/row-place.js";
import type { SetPrefix } from "../set-id.js";
import type { EntryKnown } from "./entry-known.js";
import { readPrime } from "./whole-number.js";

/** A card that is being typed. Secret, in strings that can't be wiped: drop it soon. */
export interface Draft {
  readonly id: number;
  /** What was taken of it so far, in order. */
  readonly pieces: readonly Piece[];
}

/** A row, or a whole number. */
export interface Piece {
  readonly part: RowPart;
  /** Lower-case, without check digits. */
  readonly digits: string;
  readonly isWhole: boolean;
}

/** Which row comes next. */
export interface NextRow {
  readonly part: RowPart;
  /** From 0. */
  readonly index: number;
  /** How many rows this part has. */
  readonly of: number;
}

/**
 * Two rows tell the prime: either they are all of the 64 bits that an `sc-hsm` set has, or they are
 * sixteen times f, which no prime of 64 bits is, and which the order of P-224 begins with.
 */
const PRIME_ROWS = 2;
const P224_BEGINNING = "f".repeat(PRIME_ROWS * DATA_DIGITS_MAX);

/** The prime, as far as it is known; undefined also where what was typed is none. */
export function fieldOfDraft({ pieces }: Draft, { field }: EntryKnown): PrimeField | undefined {
  if (field !== undefined) return field;
  const typed = pieces.filter(({ part }) => part === "prime");
  const digits = digitsOf(typed);
  if (typed.length === PRIME_ROWS && digits === P224_BEGINNING) return primeField(P224_ORDER);
  const isComplete = typed.length === PRIME_ROWS || typed[0]?.isWhole === true;
  const read = isComplete ? readPrime(digits) : undefined;
  return read !== undefined && "prime" in read ? read : undefined;
}

/** @returns undefined if everything that is asked for is in. */
export function nextRow(draft: Draft, known: EntryKnown): NextRow | undefined {
  const field = fieldOfDraft(draft, known);
  const count = (part: RowPart): number => draft.pieces.filter((it) => it.part === part).length;
  if (field === undefined) return { part: "prime", index: count("prime"), of: PRIME_ROWS };
  const parts: RowPart[] = ["value"];
  const isBare = draft.pieces.some(({ part, isWhole }) => part === "value" && isWhole);
  if (known.withProof && known.set !== undefined && !isBare) parts.push(proofPart(field));
  const bytes = partBytesOf(field);
  for (const part of parts) {
    const of = isBare ? 1 : rowsIn(bytes[part] ?? 0);
    if (count(part) < of) return { part, index: count(part), of };
  }
  return undefined;
}

/** The length of each part of a card over this prime; of the longest cards, if it is not known. */
export function partBytesOf(field: PrimeField = primeField(P224_ORDER)): KnownRows["partBytes"] {
  const { byteLength } = field;
  return { prime: byteLength, value: byteLength, [proofPart(field)]: proofLength(field) };
}

/** The card of a draft whose value is in. */
export function cardOfDraft({ id, pieces }: Draft, field: PrimeField, set?: SetPrefix): Card {
  const of = (part: RowPart): Piece[] => pieces.filter((piece) => piece.part === part);
  const bytes = (part: RowPart): SecretBytes => SecretBytes.own(hexToBytes(digitsOf(of(part))));
  const value = bytes("value");
  const proof = proofPart(field);
  return {
    field,
    id,
    value,
    ...(of(proof).length === 0 ? {} : { proof: bytes(proof) }),
    // A bare card does not say where it belongs: only the .pbe file will tell.
    ...(set === undefined || of("value")[0]?.isWhole === true ? {} : { about: { set } }),
  };
}

/** A whole number as a piece. */
export function wholePiece(part: RowPart, bytes: Uint8Array): Piece {
  return { part, digits: bytesToHex(bytes), isWhole: true };
}

function digitsOf(pieces: readonly Piece[]): string {
  return pieces.map(({ digits }) => digits).join("");
}

function rowsIn(bytes: number): number {
  return Math.ceil((2 * bytes) / DATA_DIGITS_MAX);
}
