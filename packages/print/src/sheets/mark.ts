import { INK } from "../page/ink.js";
import type { PageSize } from "../page/pdf.js";
import type { Pen } from "../page/pen.js";

const ANGLE_DEGREES = -32;
const SIZE_POINTS = 30;
const STEP_X_MM = 68;
const STEP_Y_MM = 27;

/** A word all over the page. Drawn first, so that everything else stands on top of it. */
export function drawMark(pen: Pen, word: string, { width, height }: PageSize): void {
  for (let y = 10, row = 0; y < height + STEP_Y_MM; y += STEP_Y_MM, row++) {
    for (let x = -STEP_X_MM / 2 + (row % 2) * (STEP_X_MM / 2); x < width; x += STEP_X_MM) {
      pen.turned(ANGLE_DEGREES, x, y, () =>
        pen.shapes(word, x, y, { font: "strong", size: SIZE_POINTS, color: INK.mark }),
      );
    }
  }
}
