import { INK } from "../page/ink.js";
import type { Pen } from "../page/pen.js";

export interface WordGrid {
  /** In millimetres. */
  readonly left: number;
  readonly width: number;
  readonly columns: number;
  /** From row to row, in millimetres. */
  readonly pitch: number;
  /** Of the words, in points. */
  readonly size: number;
}

/** @returns how high the grid is, in millimetres. */
export function wordGridHeight(words: readonly string[], { columns, pitch }: WordGrid): number {
  return Math.ceil(words.length / columns) * pitch;
}

/**
 * Words to be read aloud: numbered, row by row, so that two people never lose their place.
 *
 * @param y the upper edge.
 */
export function drawWordGrid(pen: Pen, words: readonly string[], y: number, grid: WordGrid): void {
  const { left, width, columns, pitch, size } = grid;
  const step = width / columns;
  for (const [place, word] of words.entries()) {
    const x = left + (place % columns) * step;
    const row = Math.floor(place / columns);
    const top = y + row * pitch;
    if (place % columns === 0 && row % 2 === 0) pen.fill(left, top, width, pitch, INK.shade);
    const baseline = top + pitch * 0.69;
    const number = { size: size * 0.68, color: INK.grey, align: "right" } as const;
    pen.text(`${place + 1}`, x + size * 0.6, baseline, number);
    pen.text(word, x + size * 0.8, baseline, { font: "strong", size });
  }
}
