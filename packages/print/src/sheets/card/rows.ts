import { INK } from "../../page/ink.js";
import type { Pen } from "../../page/pen.js";
import { inMillimetres } from "../../page/units.js";

/**
 * How large rows are. Programs that extract text (pdftotext, and the viewers that are built on it) take
 * what is much larger than its neighbour, or far from it, for another column, and read one column after
 * the other: nobody knows then which digits belong to which row. So `size` is at most 1.6 times `label`.
 */
export interface RowStyle {
  /** Of the digits, in points. */
  readonly size: number;
  /** From row to row, in millimetres. */
  readonly pitch: number;
  /** Of the row's name, in points. */
  readonly label: number;
}

/** The advance of the digits' font, in em: it is the same for all characters. */
const ADVANCE_EM = 0.62;
const GROUP_CHARACTERS = 4;
const CHECK_CHARACTERS = 3;
/** The check digits are smaller, so that nobody types them into the stock tool. */
const CHECK_SCALE = 0.8;

/** Between the columns, and between groups of digits, in em of the row's name: less than 0.7 likewise. */
const GAP_EM = 0.68;

/** Where the columns of rows begin, in millimetres from their left edge. */
export interface RowColumns {
  /** The two groups of digits. */
  readonly first: number;
  readonly second: number;
  readonly check: number;
  /** Between two columns. */
  readonly gap: number;
  readonly all: number;
}

/** @param name such as `Value`. */
export function rowColumns(pen: Pen, name: string, { size, label }: RowStyle): RowColumns {
  const character = inMillimetres(size) * ADVANCE_EM;
  const group = character * GROUP_CHARACTERS;
  const gap = inMillimetres(label) * GAP_EM;
  const first = pen.widthOf(rowName(name, 0), { size: label }) + gap;
  const second = first + group + gap;
  const check = second + group + gap;
  const all = check + CHECK_SCALE * character * (CHECK_CHARACTERS + 0.8);
  return { first, second, check, gap, all };
}

function rowName(name: string, index: number): string {
  return `${name} row ${index + 1}`;
}

/**
 * Rows below each other, every other one shaded, the check digits set apart in a column of their own.
 *
 * @param y the top edge of the first row.
 * @param rows such as `2c3a e66d (4f1)`; an empty text leaves the places of its digits to be filled in.
 * @returns the lower edge of the last row.
 */
export function drawRows(
  pen: Pen,
  x: number,
  y: number,
  name: string,
  rows: readonly string[],
  style: RowStyle,
): number {
  const { first, second, check, gap, all } = rowColumns(pen, name, style);
  const { size, pitch, label } = style;
  for (const [index, row] of rows.entries()) {
    const top = y + index * pitch;
    const baseline = top + pitch / 2 + inMillimetres(size) * 0.35;
    const [left = "", right = "", own = ""] = row.match(/[0-9a-f]+/g) ?? [];
    if (index % 2 === 0) pen.fill(x - 1, top, all + 1, pitch, INK.shade);
    pen.text(rowName(name, index), x + first - gap, baseline, {
      size: label,
      color: INK.grey,
      align: "right",
    });
    pen.text(left, x + first, baseline, { font: "digits", size });
    pen.text(right, x + second, baseline, { font: "digits", size });
    pen.text(own, x + check, baseline, {
      font: "digits",
      size: CHECK_SCALE * size,
      color: INK.grey,
    });
  }
  const bottom = y + rows.length * pitch;
  const rule = x + check - gap / 2;
  pen.line(rule, y, rule, bottom, 0.2, INK.line);
  return bottom;
}
