import type { CeremonyErrorCode } from "../ceremony-error.js";
import type { CardVerdict } from "../check-card.js";
import type { HexFault } from "../hex-text.js";
import type { RowPlace } from "../rows/row-place.js";
import type { RowFault } from "../rows/row-verdict.js";

/**
 * Why something that was typed or scanned of a card is not taken. Whoever shows it puts it into words;
 * no more of a card stands in it than single digits.
 */
export type EntryFault =
  | { readonly what: "nothing-typed" }
  /** A number, and none that a share ID can be. */
  | { readonly what: "bad-id" }
  | { readonly what: "already-in"; readonly id: number }
  | { readonly what: "row"; readonly fault: RowFault; readonly place: RowPlace }
  /** A whole number without check digits that can't be read. */
  | { readonly what: "number"; readonly fault: NumberFault }
  /** A scanned code that can't be read: `card-checksum`, `card-version-unknown` and the like. */
  | { readonly what: "code"; readonly code: CeremonyErrorCode }
  /** The code of one card, scanned while another one is being typed or proofread. */
  | { readonly what: "another-card"; readonly id: number; readonly asked: number }
  | { readonly what: "other-set"; readonly id: number }
  | { readonly what: "other-prime"; readonly id: number }
  /** What the record has against the whole card. */
  | { readonly what: "record"; readonly id: number; readonly verdict: CardVerdict }
  /** A row that is one, but not what this card has there; or such a code. */
  | { readonly what: "not-this"; readonly face: "row" | "code" };

/** What is wrong with a whole prime or share value. */
export type NumberFault =
  | HexFault
  | { readonly what: "length"; readonly typed: number; readonly expected: number }
  /** As large as the prime or larger, which no share is. */
  | { readonly what: "too-large" }
  | { readonly what: "no-prime" };
