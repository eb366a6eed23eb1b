import { INK } from "../page/ink.js";
import type { Pen } from "../page/pen.js";

/** How label and name are written: as large as they have room. */
const WAYS = [
  { size: 13, lines: 1 },
  { size: 11, lines: 1 },
  { size: 9.5, lines: 1 },
  { size: 8.5, lines: 2 },
] as const;
const CAPTION = { size: 6.5, color: INK.grey };
/** From the caption to the line to write on. */
const BLANK_MM = 7;

/** What people call a card, in NFC. */
export interface Names {
  /** What the set is for; empty where it has no label. */
  readonly label: string;
  /** Empty where nobody knows yet: then it is a line to write on. */
  readonly custodian: string;
  /** Whether the label is to be filled in as well, if it is empty. */
  readonly isForm?: boolean;
}

/** Where names stand, in millimetres; `y` is the first baseline. */
export interface NamesPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * What the set is for, and who holds the card.
 *
 * @throws {PrintError} `text-too-long`, `no-glyph`
 */
export function drawNames(
  pen: Pen,
  { label, custodian, isForm = false }: Names,
  { x, y, width }: NamesPlace,
): void {
  const style = { width, font: "strong" } as const;
  let next = y;
  const write = (what: string, text: string) => {
    if (text !== "") return pen.fitted(text, what, x, next + 5, style, WAYS) + 1;
    pen.line(x, next + BLANK_MM, x + width, next + BLANK_MM, 0.2, INK.line);
    return next + BLANK_MM + 4;
  };
  if (label !== "" || isForm) {
    pen.text("For", x, next, CAPTION);
    next = write("label", label);
  }
  pen.text("Held by", x, next, CAPTION);
  write("custodian’s name", custodian);
}
