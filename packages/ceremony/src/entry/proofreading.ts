import { type Card, wipeCard } from "../card.js";
import { rowsOf } from "../card-rows.js";
import { formatCardString, looksLikeCardString, parseCardString } from "../card-string.js";
import { CeremonyError } from "../ceremony-error.js";
import { checkRow } from "../rows/check-row.js";
import { readTypedRow } from "../rows/row-text.js";
import { partBytesOf } from "./draft.js";
import type { EntryFault } from "./entry-fault.js";

/** A card that is being read back from its paper, while it is still known. */
export interface Proofreading {
  readonly card: Card;
  /** Of all cards of the set. */
  readonly shareIds: readonly number[];
}

/** How many rows the share value has. */
export function rowsToProofread({ card }: Proofreading): number {
  return valueRows(card).length;
}

/**
 * Compares a row that was typed from the paper with what the card has there.
 *
 * @param index of the row in the share value, from 0.
 * @returns what is wrong with it; undefined if it is right.
 */
export function proofreadRow(
  { card, shareIds }: Proofreading,
  index: number,
  typed: string,
): EntryFault | undefined {
  if (typed.trim() === "") return { what: "nothing-typed" };
  const { field, id } = card;
  const place = { setId: setOf(card), shareId: id, part: "value", index } as const;
  const verdict = checkRow(typed, place, { partBytes: partBytesOf(field), shareIds });
  if (!verdict.ok) return { what: "row", fault: verdict, place };
  // What check digits let pass once in 4096 times is caught here: the card is at hand.
  return sameRow(typed, valueRows(card)[index] ?? "")
    ? undefined
    : { what: "not-this", face: "row" };
}

/**
 * Compares a code that was scanned from the paper with the card: all that is in it.
 *
 * @returns what is wrong with it; undefined if it is right.
 */
export function proofreadCode({ card }: Proofreading, scanned: string): EntryFault | undefined {
  const text = scanned.trim();
  if (text === "") return { what: "nothing-typed" };
  if (!looksLikeCardString(text)) return { what: "code", code: "card-string-malformed" };
  let read: Card;
  try {
    read = parseCardString(text);
  } catch (error) {
    if (error instanceof CeremonyError) return { what: "code", code: error.code };
    throw error;
  }
  try {
    if (read.about?.set !== card.about?.set) return { what: "other-set", id: read.id };
    if (read.id !== card.id) return { what: "another-card", id: read.id, asked: card.id };
    return sameCard(read, card) ? undefined : { what: "not-this", face: "code" };
  } finally {
    wipeCard(read);
  }
}

function valueRows(card: Card): readonly string[] {
  return rowsOf(card, setOf(card)).find(({ part }) => part === "value")?.rows ?? [];
}

function setOf({ about, id }: Card): NonNullable<Card["about"]>["set"] {
  if (about === undefined) throw new Error(`card ${id} is bare: it has no rows`);
  return about.set;
}

function sameRow(typed: string, row: string): boolean {
  const [a, b] = [typed, row].map((text) => readTypedRow(text).digits.join());
  return a === b;
}

function sameCard(a: Card, b: Card): boolean {
  const [left, right] = [a, b].map((card) => formatCardString(card));
  return left === right;
}
