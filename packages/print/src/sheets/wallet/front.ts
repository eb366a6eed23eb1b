import { SHEET_MARK } from "@dkek/ceremony";
import { INK } from "../../page/ink.js";
import type { Pen } from "../../page/pen.js";
import type { SheetContent } from "../card/content.js";
import { drawRows, type RowStyle, rowColumns } from "../card/rows.js";
import { grouped } from "../grouped.js";
import { dayOf, type SheetOptions } from "../sheet-options.js";
import { ID_1, PADDING_MM, type Side } from "./id-1.js";

const BAND_MM = 6.4;
const NAME_WAYS = [
  { size: 8.5, lines: 1 },
  { size: 7, lines: 1 },
  { size: 5.6, lines: 2 },
] as const;
const VALUE: RowStyle = { size: 13, pitch: 5.7, label: 8.2 };
const PRIME: RowStyle = { size: 8.4, pitch: 3.4, label: 6 };
const SALT: RowStyle = { size: 7, pitch: 2.7, label: 5.2 };

/** Whose card of what, and its digits. Secret. */
export function drawFront(
  pen: Pen,
  { x, y }: Side,
  content: SheetContent,
  options: Pick<SheetOptions, "date" | "program">,
): void {
  const left = x + PADDING_MM;
  const right = x + ID_1.width - PADDING_MM;
  drawBand(pen, x, y, content);
  drawNames(pen, left, y + 10.4, right - left, content);

  const { first, gap } = rowColumns(pen, "Value", VALUE);
  const line = y + 24.6;
  const named = { font: "strong", size: VALUE.label, align: "right" } as const;
  pen.text("Share ID", left + first - gap, line, named);
  pen.text(`${content.id}`, left + first, line, { font: "digits", size: VALUE.size });
  pen.text(`Set ${grouped(content.set)}`, right, line, {
    font: "digits",
    size: 6.2,
    align: "right",
  });

  const rows = (part: string) => content.parts.find((own) => own.part === part)?.rows ?? [];
  const below = drawRows(pen, left, line + 1.8, "Value", rows("value"), VALUE) + 1;
  drawRows(pen, left, below, "Prime", rows("prime"), PRIME);
  const salt = right - rowColumns(pen, "Salt", SALT).all;
  if (rows("salt").length > 0) drawRows(pen, salt, below, "Salt", rows("salt"), SALT);

  const { date, program } = options;
  const foot = { size: 4.8, color: INK.grey };
  const from = content.issue === 1 ? "" : `generation ${content.issue}  ·  `;
  pen.text(`${SHEET_MARK}  ·  ${from}${program}  ·  ${dayOf(date)}`, left, y + 51.8, foot);
}

function drawBand(pen: Pen, x: number, y: number, content: SheetContent): void {
  const { id, total, threshold } = content;
  const style = { font: "strong", color: INK.white } as const;
  const baseline = y + 4.6;
  pen.fill(x, y, ID_1.width, BAND_MM, INK.blue);
  pen.text(`Card ${id} of ${total}`, x + PADDING_MM, baseline, { ...style, size: 11 });
  pen.text(`SECRET  ·  any ${threshold} restore`, x + ID_1.width - PADDING_MM, baseline, {
    ...style,
    size: 7,
    align: "right",
  });
}

/** @throws {PrintError} `text-too-long`, `no-glyph` */
function drawNames(
  pen: Pen,
  x: number,
  y: number,
  width: number,
  { label, custodian }: SheetContent,
): void {
  const next =
    label === "" ? y : pen.fitted(label, "label", x, y, { width, font: "strong" }, NAME_WAYS);
  if (custodian === "") pen.line(x, y + 8, x + width / 2, y + 8, 0.2, INK.line);
  else pen.fitted(custodian, "custodian’s name", x, next + 0.6, { width }, NAME_WAYS);
}
