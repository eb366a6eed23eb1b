import { INK } from "../../page/ink.js";
import type { Pen } from "../../page/pen.js";
import type { PanelRoom } from "../card/secret-panel.js";

const SAMPLE = "0123456789 abcdef";
const SAMPLE_STYLE = { font: "digits", size: 13 } as const;
const TEXT = { size: 6.8, leading: 2.9 };
const PLACE_MM = 20;
const GAP_MM = 4;
const NOTE =
  "Letters small, one digit in a box: 0 with a slash, 1 with a foot, 7 with a bar; 6 with a bent back, b " +
  "with a straight one. Somebody else reads it back to you; then dkek verify.";

/** How to write so that it can be read in twenty years, and that there is no QR code. */
export function drawHandwriting(pen: Pen, { left, right, top, bottom }: PanelRoom): void {
  const place = right - PLACE_MM;
  const y = Math.min(top + 1, bottom - PLACE_MM - 2);
  pen.frame(place, y, PLACE_MM, PLACE_MM, 0.2, INK.line);
  const center = { size: 6.5, color: INK.grey, align: "center" } as const;
  for (const [line, words] of ["No QR code:", "this card is", "typed in"].entries()) {
    pen.text(words, place + PLACE_MM / 2, y + 8 + line * 2.8, center);
  }
  pen.text(SAMPLE, left, y + 4.2, SAMPLE_STYLE);
  pen.box(NOTE, left, y + 8.4, { ...TEXT, width: place - left - GAP_MM });
}
