import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";

const TICK_MM = 6;

/** The three panels of a page that is folded like a Z: the middle one ends up inside. */
export interface Panels {
  readonly identity: number;
  readonly secret: number;
  readonly instructions: number;
  /** In millimetres. */
  readonly height: number;
}

/** Where each panel begins, in millimetres from the top. */
export function panelsOf({ height }: Pick<Paper, "height">): Panels {
  const third = height / 3;
  return { identity: 0, secret: third, instructions: 2 * third, height: third };
}

/**
 * The marks to fold along. First the lower third comes up, over the secret part; then the upper third
 * goes back behind it, and shows outside whose card it is.
 */
export function drawFolds(pen: Pen, paper: Paper): void {
  const { secret, instructions } = panelsOf(paper);
  for (const [y, text] of [
    [instructions, "fold 1 ↑"],
    [secret, "fold 2 ↓"],
  ] as const) {
    pen.line(0, y, TICK_MM, y, 0.25, INK.line);
    pen.line(paper.width - TICK_MM, y, paper.width, y, 0.25, INK.line);
    pen.text(text, TICK_MM + 1, y + 0.7, { size: 6, color: INK.grey });
  }
}
