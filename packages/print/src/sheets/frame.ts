import { INK } from "../page/ink.js";
import type { Paper } from "../page/paper.js";
import type { Pen } from "../page/pen.js";
import { drawMark } from "./mark.js";
import type { SheetOptions } from "./sheet-options.js";

/** Left and right, in millimetres: punched holes and any printer's margin have room in it. */
export const MARGIN_MM = 18;

/** The part of a page that is drawn on. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly width: number;
}

export function areaOf({ width }: Pick<Paper, "width">): Area {
  return { left: MARGIN_MM, right: width - MARGIN_MM, width: width - 2 * MARGIN_MM };
}

/** The mark, where there is one, and the line at the foot of every sheet. */
export function drawFrame(
  pen: Pen,
  paper: Paper,
  { mark, program }: SheetOptions,
  foot: { readonly left: string; readonly right: string },
): void {
  if (mark !== undefined) drawMark(pen, mark, paper);
  const { left, right } = areaOf(paper);
  const y = paper.height - 7;
  pen.text(`${foot.left}  ·  ${program}`, left, y, { size: 6.5, color: INK.grey });
  pen.text(foot.right, right, y, { size: 6.5, color: INK.grey, align: "right" });
}

/** A heading with a rule below it. @returns the baseline of the first line of text below. */
export function heading(pen: Pen, text: string, x: number, y: number, width: number): number {
  pen.text(text, x, y, { font: "strong", size: 8.5, color: INK.blue });
  pen.line(x, y + 1.3, x + width, y + 1.3, 0.25, INK.blue);
  return y + 5;
}

/** Something to fill in: a name and a line to write on. `y` is the line. */
export function blank(pen: Pen, name: string, x: number, y: number, width: number): void {
  const style = { size: 7, color: INK.grey };
  pen.text(name, x, y, style);
  pen.line(x + pen.widthOf(name, style) + 1.5, y + 0.4, x + width, y + 0.4, 0.2, INK.line);
}
