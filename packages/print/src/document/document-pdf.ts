import { INK } from "../page/ink.js";
import { PAPERS, type PaperName } from "../page/paper.js";
import { makePdf, type PdfOptions, tryOut } from "../page/pdf.js";
import { fillPages } from "../sheets/flow.js";
import type { DocumentBlock } from "./blocks.js";
import { layOut } from "./lay-out.js";

export interface DocumentOptions extends PdfOptions {
  /** Stands at the foot of each page, with its number. */
  readonly title: string;
  readonly paper?: PaperName;
}

const MARGIN = { side: 20, top: 18, bottom: 20 };
const FOOT = { size: 8, color: INK.grey };

/**
 * A document for people to read on paper, such as a page of the documentation. Nothing secret.
 *
 * @throws {PrintError} `no-glyph`; `text-too-long`: a row of a table is higher than a page.
 */
export async function documentPdf(
  blocks: readonly DocumentBlock[],
  { title, paper: name = "a4", date }: DocumentOptions,
): Promise<Uint8Array> {
  const paper = PAPERS[name];
  const room = { first: MARGIN.top, top: MARGIN.top, bottom: paper.height - MARGIN.bottom };
  const column = {
    x: MARGIN.side,
    width: paper.width - 2 * MARGIN.side,
    height: room.bottom - room.top,
  };
  const laidOut = tryOut(paper, (pen) => layOut(blocks, column, pen));
  const pages = fillPages(laidOut, room);
  using pdf = await makePdf(
    paper,
    { date },
    pages.map((placed, nth) => (pen) => {
      for (const { block, y } of placed) block.draw(pen, y);
      const y = paper.height - 10;
      pen.text(title, MARGIN.side, y, FOOT);
      const right = { ...FOOT, align: "right" } as const;
      pen.text(`${nth + 1} of ${pages.length}`, paper.width - MARGIN.side, y, right);
    }),
  );
  return Uint8Array.from(pdf.expose());
}
