import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { drawQrCode } from "../../page/qr-code.js";
import { inMillimetres } from "../../page/units.js";
import type { SheetContent } from "./content.js";
import { drawRows, type RowStyle, rowColumns } from "./rows.js";
import { drawSecretPanel } from "./secret-panel.js";

const NOTE = "the last three digits of a row, behind the line, are check digits";
const QR_MM = 47;
/** Of the digits' font. */
const CAP_HEIGHT_EM = 0.67;

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
  const { left: x, right, top } = drawSecretPanel(pen, paper, NOTE);
  const rowsOf = (...names: string[]) => content.parts.find(({ part }) => names.includes(part));
  const value = rowsOf("value")?.rows ?? [];
  const { value: style, lesser } = value.length > 2 ? P224 : SC_HSM;
  const columns = rowColumns(pen, "Value", style);
  const id = top + 1.7 + inMillimetres(style.size) * CAP_HEIGHT_EM;
  const named = { font: "strong", size: style.label, align: "right" } as const;
  pen.text("Share ID", x + columns.first - columns.gap, id, named);
  pen.text(`${content.id}`, x + columns.first, id, { font: "digits", size: style.size });
  const rowsEnd = drawRows(pen, x, id + 2.5, "Value", value, style);

  const qrTop = top + 0.8;
  drawQrCode(pen, content.code, right - QR_MM, qrTop, QR_MM);

  const below = Math.max(rowsEnd, qrTop + QR_MM) + 4;
  const caption = { size: 7, color: INK.grey };
  pen.text("The prime: the same on all cards of this set", x, below, caption);
  drawRows(pen, x, below + 1.2, "Prime", rowsOf("prime")?.rows ?? [], lesser);
  const proof = rowsOf("blinding", "salt");
  if (proof === undefined) {
    const said = "Not to be checked by itself: only a quorum proves it";
    pen.text(said, right, below, { ...caption, align: "right" });
    return;
  }
  const name = proof.part === "salt" ? "Salt" : "Blinding";
  const beside = right - rowColumns(pen, name, lesser).all;
  pen.text("Only for checking this card by itself", beside, below, caption);
  drawRows(pen, beside, below + 1.2, name, proof.rows, lesser);
}
