import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import type { SheetContent } from "../card/content.js";
import { checkWords } from "../card/identity.js";
import { areaOf } from "../frame.js";
import { drawEdge, ID_1, type Side } from "./id-1.js";

const TOP_MM = 70;
/** Marks stand apart from the edge, so that none is left on the card. */
const MARK_GAP_MM = 2;
const MARK_MM = 5;
const DASH_MM = 1.5;
const STEPS = [
  "Print at 100 %, not “fit to page”, on a printer that nobody else uses: both sides together are 171.2 mm wide.",
  "Cut along the outer edge, from mark to mark.",
  "Fold backwards along the dashed line, so that both sides show, and glue or laminate it.",
] as const;
const TEXT = { size: 8.4, leading: 3.9 };

/** Where both sides lie on a sheet: beside each other, in the middle. */
export function sidesOn({ width }: Paper): { readonly front: Side; readonly back: Side } {
  const x = width / 2 - ID_1.width;
  return { front: { x, y: TOP_MM }, back: { x: width / 2, y: TOP_MM } };
}

/** How to make a card of the sheet, and the marks for it. */
export function drawHandiwork(pen: Pen, paper: Paper, content: SheetContent): void {
  const { left, width } = areaOf(paper);
  pen.text("A card for the wallet", left, 24, { font: "strong", size: 27 });
  let next = 33;
  const last = `Round the corners, and check that it reads right: ${checkWords(content)}.`;
  for (const [place, step] of [...STEPS, last].entries()) {
    pen.text(`${place + 1}`, left, next, { ...TEXT, font: "strong", color: INK.blue });
    next = pen.box(step, left + 5, next, { ...TEXT, width: width - 5 }) + 1.2;
  }
  const { front, back } = sidesOn(paper);
  drawEdge(pen, front);
  drawEdge(pen, back);
  drawMarks(pen, front.x, back.x + ID_1.width, front.y, front.y + ID_1.height);
  drawFold(pen, back.x, front.y, front.y + ID_1.height);
  const below = front.y + ID_1.height + 16;
  pen.box(
    "It is the same card as on the full sheet, only smaller: keep it as safe, and keep no copy that " +
      "nobody knows of. What is left of this sheet holds nothing secret.",
    left,
    below,
    { ...TEXT, width },
  );
}

/** Crop marks: two at each corner. */
function drawMarks(pen: Pen, left: number, right: number, top: number, bottom: number): void {
  for (const y of [top, bottom]) {
    pen.line(left - MARK_GAP_MM - MARK_MM, y, left - MARK_GAP_MM, y, 0.15, INK.grey);
    pen.line(right + MARK_GAP_MM, y, right + MARK_GAP_MM + MARK_MM, y, 0.15, INK.grey);
  }
  for (const x of [left, right]) {
    pen.line(x, top - MARK_GAP_MM - MARK_MM, x, top - MARK_GAP_MM, 0.15, INK.grey);
    pen.line(x, bottom + MARK_GAP_MM, x, bottom + MARK_GAP_MM + MARK_MM, 0.15, INK.grey);
  }
}

function drawFold(pen: Pen, x: number, top: number, bottom: number): void {
  const [start, end] = [top - MARK_GAP_MM - MARK_MM, bottom + MARK_GAP_MM + MARK_MM];
  for (let y = start; y < end; y += 2 * DASH_MM) {
    pen.line(x, y, x, Math.min(y + DASH_MM, end), 0.15, INK.grey);
  }
  pen.text("fold", x, start - 1.2, { size: 6, color: INK.grey, align: "center" });
}
