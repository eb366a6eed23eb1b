import { INK } from "../page/ink.js";
import type { Paper } from "../page/paper.js";
import type { Pen, TextStyle } from "../page/pen.js";
import { areaOf } from "./frame.js";

/** How a sheet's name and the headings of its short texts look. */
export const TITLE: TextStyle = { font: "strong", size: 8.5, color: INK.blue };

/**
 * The bar at the top of a sheet, what the sheet is, and who may see it.
 *
 * @param top of the sheet's part that it heads, in millimetres.
 */
export function drawTitle(pen: Pen, paper: Paper, what: string, forWhom: string, top = 0): void {
  const { left, right } = areaOf(paper);
  pen.fill(0, top, paper.width, 3.2, INK.blue);
  pen.text(what, left, top + 12.5, TITLE);
  pen.text(forWhom, right, top + 12.5, { ...TITLE, align: "right" });
}
