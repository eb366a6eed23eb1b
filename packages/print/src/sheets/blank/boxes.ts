import { INK } from "../../page/ink.js";
import type { Pen } from "../../page/pen.js";

/** The size of a box for one digit, and of rows of them, in millimetres. */
export interface BoxStyle {
  readonly width: number;
  readonly height: number;
  /** From row to row. */
  readonly pitch: number;
}

const GROUP_GAP_MM = 1.6;
const NAME = { size: 7.5, color: INK.grey };
const NAME_GAP_MM = 1.5;
/** 8 digits in two groups, and 3 check digits. */
const ROW_GROUPS = [4, 4, 3] as const;

/**
 * Boxes for digits, in groups. The last group of a row is shaded: its digits are check digits.
 *
 * @returns the right edge.
 */
export function drawBoxes(
  pen: Pen,
  x: number,
  y: number,
  groups: readonly number[],
  { width, height }: BoxStyle,
  isShaded: (group: number) => boolean = () => false,
): number {
  let left = x;
  for (const [group, digits] of groups.entries()) {
    for (let digit = 0; digit < digits; digit++) {
      const edge = left + digit * width;
      if (isShaded(group)) pen.fill(edge, y, width, height, INK.shade);
      pen.frame(edge, y, width, height, 0.2, INK.line);
    }
    left += digits * width + GROUP_GAP_MM;
  }
  return left - GROUP_GAP_MM;
}

/**
 * Rows to be filled in: a name, 8 boxes and 3 more for the check digits.
 *
 * @param y the upper edge.
 * @returns the lower edge.
 */
export function drawBoxRows(
  pen: Pen,
  x: number,
  y: number,
  name: string,
  rows: number,
  style: BoxStyle,
): number {
  const names = Array.from({ length: rows }, (_, row) => `${name} row ${row + 1}`);
  const first = x + pen.widthOf(names[0] ?? "", NAME) + NAME_GAP_MM;
  for (const [row, words] of names.entries()) {
    const top = y + row * style.pitch;
    const baseline = top + style.height / 2 + 0.9;
    pen.text(words, first - NAME_GAP_MM, baseline, { ...NAME, align: "right" });
    drawBoxes(pen, first, top, ROW_GROUPS, style, (group) => group === 2);
  }
  return y + rows * style.pitch;
}
