import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { drawQrCode } from "../../page/qr-code.js";
import { inMillimetres } from "../../page/units.js";
import type { SheetContent } from "./content.js";
import { drawRows, type RowStyle, rowColumns } from "./rows.js";
import { drawSecretPanel } from "./secret-panel.js";

const NOTE = "the last three digits of a row, behind the line, are check digits";
/**
 * Measured over 12 cards of p224, stained in 8 places, at 150 dpi: zbar reads all 192 pictures of a code
 * of this size, and not 6 of those of one 3 mm smaller.
 */
const QR_MM = 50;
/** Of the quiet zone, at least: it may lie in what is white anyway. */
const QUIET_MM = 3;
/** Of the digits' font. */
const CAP_HEIGHT_EM = 0.67;
/** From the share ID's baseline to the first row. */
const ID_MM = 2.5;
/** From the upper edge of a caption's letters to the first row below it. */
const CAPTION_MM = 3;
/** From the caption's baseline to that row. */
const CAPTION_GAP_MM = 1.2;

/** Two sizes of rows: of what is typed, and of what is the same on all cards or only proves this one. */
interface Layout {
  readonly value: RowStyle;
  readonly lesser: RowStyle;
}
/** 7 rows of each part. */
const P224: Layout = {
  value: { size: 16, pitch: 5.8, label: 10.2 },
  lesser: { size: 9, pitch: 3.4, label: 7 },
};
/** 2 rows, and 4 of the salt. */
const SC_HSM: Layout = {
  value: { size: 22, pitch: 11, label: 14 },
  lesser: { size: 11, pitch: 5, label: 8 },
};

/** The middle panel: the digits and the QR code. Folded, it lies inside. */
export function drawSecret(pen: Pen, paper: Paper, content: SheetContent): void {
  const { left: x, right, top, bottom } = drawSecretPanel(pen, paper, NOTE);
  const rowsOf = (...names: string[]) => content.parts.find(({ part }) => names.includes(part));
  const value = rowsOf("value")?.rows ?? [];
  const prime = rowsOf("prime")?.rows ?? [];
  const proof = rowsOf("blinding", "salt");
  const { value: style, lesser } = value.length > 2 ? P224 : SC_HSM;
  const idHeight = inMillimetres(style.size) * CAP_HEIGHT_EM;
  const upper = Math.max(idHeight + ID_MM + value.length * style.pitch, QR_MM - 2 * QUIET_MM);
  const lower = CAPTION_MM + Math.max(prime.length, proof?.rows.length ?? 0) * lesser.pitch;
  // The same white above, between and below, whatever the paper has room for.
  const white = (bottom - top - upper - lower) / 3;

  const columns = rowColumns(pen, "Value", style);
  const id = top + white + idHeight;
  const named = { font: "strong", size: style.label, align: "right" } as const;
  pen.text("Share ID", x + columns.first - columns.gap, id, named);
  pen.text(`${content.id}`, x + columns.first, id, { font: "digits", size: style.size });
  drawRows(pen, x, id + ID_MM, "Value", value, style);
  drawQrCode(pen, content.code, right - QR_MM, top + white + (upper - QR_MM) / 2, QR_MM);

  const rows = bottom - white - lower + CAPTION_MM;
  const below = rows - CAPTION_GAP_MM;
  const caption = { size: 7, color: INK.grey };
  pen.text("The prime: the same on all cards of this set", x, below, caption);
  drawRows(pen, x, rows, "Prime", prime, lesser);
  if (proof === undefined) {
    const said = "Not to be checked by itself: only a quorum proves it";
    pen.text(said, right, below, { ...caption, align: "right" });
    return;
  }
  const name = proof.part === "salt" ? "Salt" : "Blinding";
  const beside = right - rowColumns(pen, name, lesser).all;
  pen.text("Only for checking this card by itself", beside, below, caption);
  drawRows(pen, beside, rows, name, proof.rows, lesser);
}
