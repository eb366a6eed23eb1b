import type { Card } from "../card.js";
import type { CardEntry } from "./card-entry.js";
import type { NextRow } from "./draft.js";
import type { EntryFault } from "./entry-fault.js";

/** What is to be typed next. A card's code may be scanned at any time. */
export type EntryQuestion =
  /** The share ID of the next card, or a file that holds the card. */
  | { readonly what: "card" }
  | {
      readonly what: "row";
      readonly id: number;
      readonly row: NextRow;
      /** The number may be typed whole instead, without check digits. */
      readonly orWhole: boolean;
      /** There are rows to type: not where nobody knows which set the card belongs to. */
      readonly asRow: boolean;
      /** An empty line leaves out what only proves the card. */
      readonly mayLeaveOut: boolean;
    };

/** What came of a line. */
export type EntryStep =
  | { readonly what: "went-on"; readonly entry: CardEntry }
  /** Nothing has changed: the same question stands. */
  | { readonly what: "refused"; readonly fault: EntryFault }
  /** A whole card, which is not in before it is taken (see takeCard). The caller's to wipe. */
  | { readonly what: "card"; readonly card: Card }
  /** Neither an ID nor a code: perhaps the name of a file that holds a card. */
  | { readonly what: "file"; readonly path: string };
