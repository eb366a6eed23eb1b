import { fingerprintWords, type SetRecord } from "@dkek/ceremony";
import { INK } from "../../page/ink.js";
import type { Block } from "../flow.js";
import type { Area } from "../frame.js";
import { drawWordGrid, wordGridHeight } from "../word-grid.js";

const CAPTION_MM = 5;

/** The record's fingerprint, to be read aloud. */
export function fingerprint(record: SetRecord, { left, width }: Area): Block {
  const words = fingerprintWords(record);
  const grid = { left, width, columns: 4, pitch: 6.4, size: 10.5 };
  return {
    height: CAPTION_MM + wordGridHeight(words, grid),
    draw: (pen, y) => {
      pen.text(
        "One reads all of them aloud, row by row; the others compare with what dkek inspect shows, or with their own paper.",
        left,
        y + 2.6,
        { size: 7.2, color: INK.grey },
      );
      drawWordGrid(pen, words, y + CAPTION_MM, grid);
    },
  };
}
