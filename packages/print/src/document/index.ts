export type { DocumentBlock, Span } from "./blocks.js";
export { type DocumentOptions, documentPdf } from "./document-pdf.js";
