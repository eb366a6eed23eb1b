import type { PrimeField } from "@dkek/sss";
import { type Card, wipeCard } from "../card.js";
import { looksLikeCardString, parseCardString } from "../card-string.js";
import { CeremonyError } from "../ceremony-error.js";
import { checkRow } from "../rows/check-row.js";
import {
  cardOfDraft,
  type Draft,
  fieldOfDraft,
  nextRow,
  type Piece,
  partBytesOf,
  wholePiece,
} from "./draft.js";
import type { EntryFault } from "./entry-fault.js";
import type { EntryKnown } from "./entry-known.js";
import type { EntryQuestion, EntryStep } from "./entry-step.js";
import { isWholeNumber, readPrime, readValue } from "./whole-number.js";

/**
 * Where the coming-in of cards stands: cards in any order, each typed row by row, scanned, or read from
 * a file. A value: every line that is typed leads to another one. The cards themselves belong to the
 * caller.
 */
export interface CardEntry {
  readonly known: EntryKnown;
  /** IDs of the cards that are in, in their order. */
  readonly ids: readonly number[];
  /** The card that is being typed. Secret. */
  readonly draft?: Draft;
}

export function startEntry(known: EntryKnown): CardEntry {
  return { known, ids: [] };
}

export function questionOf({ draft, known }: CardEntry): EntryQuestion {
  const row = draft && nextRow(draft, known);
  if (draft === undefined || row === undefined) return { what: "card" };
  const isNumber = row.part === "prime" || row.part === "value";
  return {
    what: "row",
    id: draft.id,
    row,
    orWhole: isNumber && row.index === 0,
    asRow: known.set !== undefined,
    mayLeaveOut: !isNumber && row.index === 0,
  };
}

/** Takes a line as it was typed or scanned. */
export function takeLine(entry: CardEntry, line: string): EntryStep {
  const text = line.trim();
  if (looksLikeCardString(text)) return scanned(entry, text);
  const question = questionOf(entry);
  if (question.what === "row") return typedRow(entry, question, text);
  if (text === "") return refused({ what: "nothing-typed" });
  if (!/^[0-9]+$/.test(text)) return { what: "file", path: text };
  const id = text.length <= ID_DIGITS_MAX ? Number(text) : 0;
  if (id < 1 || id > ID_MAX) return refused({ what: "bad-id" });
  if (entry.ids.includes(id)) return refused({ what: "already-in", id });
  return { what: "went-on", entry: { ...entry, draft: { id, pieces: [] } } };
}

const ID_MAX = 255;
const ID_DIGITS_MAX = 4;

/** One answer back; undefined if there is none in the card that is being typed. */
export function stepBack({ draft, ...rest }: CardEntry): CardEntry | undefined {
  if (draft === undefined) return undefined;
  if (draft.pieces.length === 0) return rest;
  return { ...rest, draft: { ...draft, pieces: draft.pieces.slice(0, -1) } };
}

/** Drops the card that is being typed. */
export function dropDraft({ draft: _, ...rest }: CardEntry): CardEntry {
  return rest;
}

/** What speaks against a whole card, seen from those that are in; undefined if nothing does. */
export function objectionTo({ known, ids, draft }: CardEntry, card: Card): EntryFault | undefined {
  const { id, about, field } = card;
  if (draft !== undefined && draft.id !== id) return { what: "another-card", id, asked: draft.id };
  if (known.set !== undefined && about !== undefined && about.set !== known.set) {
    return { what: "other-set", id };
  }
  if (known.field !== undefined && known.field.prime !== field.prime) {
    return { what: "other-prime", id };
  }
  return ids.includes(id) ? { what: "already-in", id } : undefined;
}

/** A card that nothing speaks against is in: what it says of its set holds for the next ones. */
export function takeCard({ known, ids }: CardEntry, { field, about, id }: Card): CardEntry {
  const shareIds = Array.from({ length: about?.total ?? 0 }, (_, place) => place + 1);
  return {
    known: {
      ...known,
      field,
      set: known.set ?? about?.set,
      shareIds: known.shareIds.length > 0 ? known.shareIds : shareIds,
    },
    ids: [...ids, id],
  };
}

function scanned(entry: CardEntry, text: string): EntryStep {
  let card: Card;
  try {
    card = parseCardString(text);
  } catch (error) {
    if (error instanceof CeremonyError) return refused({ what: "code", code: error.code });
    throw error;
  }
  const fault = objectionTo(entry, card);
  if (fault === undefined) return { what: "card", card };
  wipeCard(card);
  return refused(fault);
}

function typedRow(
  entry: CardEntry,
  { id, row, orWhole, asRow, mayLeaveOut }: Extract<EntryQuestion, { what: "row" }>,
  text: string,
): EntryStep {
  const { known, draft } = entry;
  if (draft === undefined) throw new Error("a row of no card");
  const field = fieldOfDraft(draft, known);
  if (text === "") {
    if (!mayLeaveOut || field === undefined) return refused({ what: "nothing-typed" });
    return { what: "card", card: cardOfDraft(draft, field, known.set) };
  }
  if (orWhole && (!asRow || isWholeNumber(text))) return typedWhole(entry, draft, text, field);
  if (known.set === undefined) throw new Error("a row of no set");
  const place = { setId: known.set, shareId: id, part: row.part, index: row.index };
  const shareIds = known.shareIds.length > 0 ? known.shareIds : [id];
  const verdict = checkRow(text, place, { partBytes: partBytesOf(field), shareIds });
  if (!verdict.ok) return refused({ what: "row", fault: verdict, place });
  return withPiece(entry, draft, { part: row.part, digits: verdict.digits, isWhole: false });
}

function typedWhole(
  entry: CardEntry,
  draft: Draft,
  text: string,
  field: PrimeField | undefined,
): EntryStep {
  if (field === undefined) {
    const prime = readPrime(text);
    if ("what" in prime) return refused({ what: "number", fault: prime });
    const digits = prime.prime.toString(16).padStart(2 * prime.byteLength, "0");
    return withPiece(entry, draft, { part: "prime", digits, isWhole: true });
  }
  const value = readValue(text, field);
  if ("what" in value) return refused({ what: "number", fault: value });
  using bytes = value;
  return withPiece(entry, draft, wholePiece("value", bytes.expose()));
}

/** The draft with one piece more; the card, if that was its last. */
function withPiece(entry: CardEntry, draft: Draft, piece: Piece): EntryStep {
  const { known } = entry;
  const longer = { ...draft, pieces: [...draft.pieces, piece] };
  const next = nextRow(longer, known);
  if (next !== undefined && next.index >= next.of) {
    // Rows of a prime whose check digits are right, and that are no prime's all the same.
    return refused({ what: "number", fault: { what: "no-prime" } });
  }
  const field = fieldOfDraft(longer, known);
  if (next !== undefined || field === undefined) {
    return { what: "went-on", entry: { ...entry, draft: longer } };
  }
  const card = cardOfDraft(longer, field, known.set);
  const fault = faultOf(card) ?? objectionTo(entry, card);
  if (fault === undefined) return { what: "card", card };
  wipeCard(card);
  return refused(fault);
}

/** Right check digits of numbers that no card has: these rows were made wrongly. */
function faultOf({ field, value, proof }: Card): EntryFault | undefined {
  const tooLarge = [value, ...(proof?.length === field.byteLength ? [proof] : [])].some(
    (bytes) => !isBelow(bytes.expose(), field),
  );
  return tooLarge ? { what: "number", fault: { what: "too-large" } } : undefined;
}

function isBelow(bytes: Uint8Array, { prime }: PrimeField): boolean {
  return bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n) < prime;
}

function refused(fault: EntryFault): EntryStep {
  return { what: "refused", fault };
}
