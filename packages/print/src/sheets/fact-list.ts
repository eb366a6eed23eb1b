import { INK } from "../page/ink.js";
import type { Pen } from "../page/pen.js";
import { drawKnown } from "./card/known.js";

/** How wide a list of facts is, in millimetres. */
export const FACTS_MM = 62;
const VALUE_MM = 18;
const PITCH_MM = 5;

/** A name, and what is to be said under it. */
export type Fact = readonly [name: string, value: string];

/** @param y the first line's baseline. */
export function drawFactList(pen: Pen, x: number, y: number, facts: readonly Fact[]): void {
  for (const [place, [name, value]] of facts.entries()) {
    const baseline = y + place * PITCH_MM;
    pen.text(name, x, baseline, { size: 7, color: INK.grey });
    drawKnown(pen, value, x + VALUE_MM, baseline, { font: "digits", size: 7.5 });
    pen.line(x, baseline + 1.5, x + FACTS_MM, baseline + 1.5, 0.15, INK.band);
  }
}
