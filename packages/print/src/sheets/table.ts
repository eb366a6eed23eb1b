import type { FontName } from "../page/fonts.js";
import { INK } from "../page/ink.js";
import type { Pen } from "../page/pen.js";
import type { Block } from "./flow.js";

const HEAD_MM = 4.6;
/** Enough for small handwriting. */
const WRITING_MM = 5.4;
const LEADING_MM = 3.4;
const PADDING_MM = 1.2;
const SIZE = 7.8;
const DIGITS_SIZE = 7;

export interface TableColumn {
  readonly head: string;
  /** In millimetres. */
  readonly width: number;
  readonly font?: FontName;
}

export interface TablePlace {
  /** In millimetres, as all lengths. */
  readonly left: number;
  readonly columns: readonly TableColumn[];
  /** Room to write by hand. */
  readonly rowHeight?: number;
}

/**
 * A table of texts: a block for each row, as high as its longest cell takes, and the head of the table
 * on every page that it goes on to.
 */
export function tableRows(
  pen: Pen,
  rows: readonly (readonly string[])[],
  place: TablePlace,
): Block[] {
  const head = tableHead(place);
  const blocks = rows.map((cells, index) => ({ ...tableRow(pen, cells, index, place), head }));
  return [{ ...head, withNext: true }, ...blocks];
}

/** A table to be filled in by hand, and where it stands; lengths are millimetres. */
export interface BlankTable {
  readonly left: number;
  /** Its lower edge. */
  readonly bottom: number;
  readonly columns: readonly TableColumn[];
  readonly rows: number;
}

/** @returns its upper edge. */
export function drawBlankTable(pen: Pen, { left, bottom, columns, rows }: BlankTable): number {
  const none = Array.from({ length: rows }, () => []);
  const blocks = tableRows(pen, none, { left, columns, rowHeight: WRITING_MM });
  const top = bottom - blocks.reduce((sum, { height }) => sum + height, 0);
  let y = top;
  for (const { draw, height } of blocks) {
    draw(pen, y);
    y += height;
  }
  return top;
}

function tableHead({ left, columns }: TablePlace): Block {
  return {
    height: HEAD_MM,
    draw: (pen, y) => {
      pen.fill(left, y, widthOf(columns), HEAD_MM, INK.band);
      for (const { column, x } of cellsAt(left, columns)) {
        pen.text(column.head, x + PADDING_MM, y + 3.2, {
          font: "strong",
          size: 6.5,
          color: INK.blue,
        });
      }
      drawRules(pen, left, y, HEAD_MM, columns);
      pen.line(left, y, left + widthOf(columns), y, 0.15, INK.line);
    },
  };
}

function tableRow(
  pen: Pen,
  cells: readonly string[],
  index: number,
  { left, columns, rowHeight = 0 }: TablePlace,
): Block {
  const texts = cellsAt(left, columns).map(({ column, x }, place) => {
    const { font = "text", width } = column;
    const size = font === "digits" ? DIGITS_SIZE : SIZE;
    const style = { font, size, width: width - 2 * PADDING_MM, leading: LEADING_MM };
    const text = cells[place] ?? "";
    return { text, x, style, lines: text === "" ? 0 : pen.wrap(text, style).length };
  });
  const lines = Math.max(1, ...texts.map(({ lines }) => lines));
  const height = Math.max(rowHeight, lines * LEADING_MM + 1.6);
  return {
    height,
    draw: (pen, y) => {
      if (index % 2 === 1 && rowHeight === 0) {
        pen.fill(left, y, widthOf(columns), height, INK.shade);
      }
      for (const { text, x, style } of texts) {
        if (text !== "") pen.box(text, x + PADDING_MM, y + 3.4, style);
      }
      drawRules(pen, left, y, height, columns);
    },
  };
}

/** Lines between the cells, on both sides and below. */
function drawRules(
  pen: Pen,
  left: number,
  y: number,
  height: number,
  columns: readonly TableColumn[],
): void {
  const right = left + widthOf(columns);
  for (const { x } of cellsAt(left, columns)) pen.line(x, y, x, y + height, 0.15, INK.line);
  pen.line(right, y, right, y + height, 0.15, INK.line);
  pen.line(left, y + height, right, y + height, 0.15, INK.line);
}

function cellsAt(
  left: number,
  columns: readonly TableColumn[],
): { readonly column: TableColumn; readonly x: number }[] {
  return columns.map((column, place) => ({
    column,
    x: left + widthOf(columns.slice(0, place)),
  }));
}

function widthOf(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}
