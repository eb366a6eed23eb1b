import { INK } from "../../page/ink.js";
import type { Pen, TextStyle } from "../../page/pen.js";

const GAP = "____";

/** A number, or where nobody knows it, a line to write it on. */
export function known(number: number | undefined): string {
  return number === undefined ? GAP : `${number}`;
}

/** One line of text, in which what is not {@link known} is a line as thin as all others to write on. */
export function drawKnown(pen: Pen, text: string, x: number, y: number, style: TextStyle): void {
  let next = x;
  for (const [place, piece] of text.split(GAP).entries()) {
    if (place > 0) {
      const width = pen.widthOf(GAP, style);
      pen.line(next, y + 0.6, next + width, y + 0.6, 0.2, INK.line);
      next += width;
    }
    pen.text(piece, next, y, style);
    next += pen.widthOf(piece, style);
  }
}
