import { setImmediate as otherEvents } from "node:timers/promises";
import { SecretBytes } from "@dkek/foundation";
import PDFDocument from "pdfkit";
import type { Paper } from "./paper.js";
import { Pen } from "./pen.js";
import { millimetres } from "./units.js";

/** What does not depend on the sheet's content. */
export interface PdfOptions {
  /** When the sheet was made: the same content and date give the same bytes. */
  readonly date: Date;
}

/** The size of a page: a sheet of paper, or a card. */
export type PageSize = Pick<Paper, "width" | "height">;

/**
 * Makes a PDF, one page for each of `pages`. Its information dictionary says nothing of the content.
 *
 * What pdfkit held while it drew can't be wiped: see SECURITY.md.
 */
export async function makePdf(
  size: PageSize,
  { date }: PdfOptions,
  pages: readonly ((pen: Pen) => void)[],
): Promise<SecretBytes> {
  const document = newDocument(date);
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  for (const draw of pages) {
    // Whoever makes many sheets can be interrupted, and shows how far it is.
    await otherEvents();
    drawPage(document, size, draw);
  }
  document.end();
  await ended;
  const pdf = Buffer.concat(chunks);
  for (const chunk of chunks) chunk.fill(0);
  return SecretBytes.own(pdf);
}

/**
 * Draws a page that is thrown away: to learn beforehand whether all of it has room, or how much it takes.
 *
 * @returns what `draw` returns.
 */
export function tryOut<Result>(size: PageSize, draw: (pen: Pen) => Result): Result {
  return drawPage(newDocument(new Date(0)), size, draw);
}

function newDocument(date: Date): PDFKit.PDFDocument {
  return new PDFDocument({
    autoFirstPage: false,
    // No font of pdfkit's own: nothing is loaded that is not used.
    font: "",
    info: { Producer: "dkek", Creator: "dkek", CreationDate: date },
  });
}

function drawPage<Result>(
  document: PDFKit.PDFDocument,
  { width, height }: PageSize,
  draw: (pen: Pen) => Result,
): Result {
  document.addPage({ size: [millimetres(width), millimetres(height)], margin: 0 });
  return draw(new Pen(document));
}
