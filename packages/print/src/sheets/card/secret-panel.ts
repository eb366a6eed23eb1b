import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { areaOf } from "../frame.js";
import { panelsOf } from "./folds.js";

const PADDING_MM = 4;
const HEADING_MM = 6;
/** The panel's edges, where the paper is bent. */
const FOLD_MM = 3;

/** Where there is room to draw, in millimetres. */
export interface PanelRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The frame and the heading of the middle panel, which lies inside once the sheet is folded.
 *
 * @param note on its digits.
 */
export function drawSecretPanel(pen: Pen, paper: Paper, note: string): PanelRoom {
  const { left, right, width } = areaOf(paper);
  const { secret, height } = panelsOf(paper);
  const top = secret + FOLD_MM;
  pen.frame(left, top, width, height - 2 * FOLD_MM, 0.35, INK.blue);
  pen.fill(left, top, width, HEADING_MM, INK.blue);
  const y = top + 4.2;
  pen.text("SECRET", left + PADDING_MM, y, { font: "strong", size: 8.5, color: INK.white });
  pen.text(note, right - PADDING_MM, y, { size: 7, color: INK.white, align: "right" });
  return {
    left: left + PADDING_MM,
    right: right - PADDING_MM,
    top: top + HEADING_MM,
    bottom: top + height - 2 * FOLD_MM,
  };
}
