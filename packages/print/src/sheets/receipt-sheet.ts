import type { SecretBytes } from "@dkek/foundation";
import { INK } from "../page/ink.js";
import { PAPERS, type Paper } from "../page/paper.js";
import { makePdf } from "../page/pdf.js";
import type { Pen } from "../page/pen.js";
import type { CardFacts } from "./card-facts.js";
import { drawFrame, MARGIN_MM } from "./frame.js";
import { drawHalf } from "./receipt/half.js";
import type { SheetOptions } from "./sheet-options.js";

export interface ReceiptFacts extends CardFacts {
  /** The record's, in words, as `fingerprintWords` gives it. */
  readonly fingerprint?: readonly string[];
}

const DASH_MM = 2;
/** From the cut to the bar of the lower half. */
const CUT_MM = 2.5;

/**
 * What a custodian signs on receiving a card: twice on one page, to be cut in two. Public.
 *
 * @throws {PrintError} `text-too-long`, `no-glyph`: of label or custodian's name.
 */
export async function receiptSheet(
  facts: ReceiptFacts,
  options: SheetOptions,
): Promise<SecretBytes> {
  const paper = PAPERS[options.paper];
  const middle = paper.height / 2;
  return await makePdf(paper, options, [
    (pen) => {
      drawFrame(pen, paper, options, { left: "dkek receipt v1", right: "" });
      drawHalf(pen, paper, facts, options, { top: 0, copyFor: "COPY FOR THE CUSTODIAN" });
      drawHalf(pen, paper, facts, options, { top: middle + CUT_MM, copyFor: "COPY FOR THE FILE" });
      drawCut(pen, paper, middle);
    },
  ]);
}

/** A dashed line, to cut along. */
function drawCut(pen: Pen, { width }: Paper, y: number): void {
  const words = { size: 6, color: INK.grey };
  pen.text("cut here", MARGIN_MM, y + 0.7, words);
  const [start, end] = [MARGIN_MM - 1, MARGIN_MM + 1 + pen.widthOf("cut here", words)];
  for (let x = 0; x < width; x += 2 * DASH_MM) {
    if (x + DASH_MM < start || x > end) pen.line(x, y, x + DASH_MM, y, 0.2, INK.grey);
  }
}
