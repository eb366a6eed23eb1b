import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { drawRows, type RowStyle } from "../card/rows.js";
import { drawSecretPanel } from "../card/secret-panel.js";
import { grouped } from "../grouped.js";
import { type BoxStyle, drawBoxes, drawBoxRows } from "./boxes.js";
import { drawHandwriting } from "./handwriting.js";

/** What is printed of a form's secret panel. All of it is public. */
export interface FormContent {
  /** Share ID, if the form is one card's. */
  readonly id: number | undefined;
  /** 20 hex digits, likewise. */
  readonly set: string | undefined;
  /** The prime's rows, where it is known; without check digits where the card is not. */
  readonly prime: readonly string[] | undefined;
  readonly primeRows: number;
  readonly proof: { readonly name: "Blinding" | "Salt"; readonly rows: number };
}

const NOTE = "the last three boxes of a row, shaded, are for its check digits";
const CAPTION = { size: 7, color: INK.grey };
const P224: BoxStyle = { width: 5, height: 5.4, pitch: 6.1 };
const SC_HSM: BoxStyle = { width: 5.2, height: 7.4, pitch: 9.2 };
const HEAD: BoxStyle = { width: 4.3, height: 5.4, pitch: 0 };
const ID_DIGITS = 3;
const SET_GROUPS = [4, 4, 4, 4, 4] as const;
const PRINTED: RowStyle = { size: 8, pitch: 2.9, label: 6.2 };
const PRINTED_LARGE: RowStyle = { size: 11, pitch: 5, label: 8 };
const GAP_MM = 7;
/** From the boxes above a caption to the rows below it: at least, and how much more where there is room. */
const CAPTION_MM = 3.4;
const SPARE_MAX_MM = 3;

/** The middle panel of a form: a box for every digit. */
export function drawForm(pen: Pen, paper: Paper, content: FormContent): void {
  const { left, right, top, bottom } = drawSecretPanel(pen, paper, NOTE);
  const { prime, primeRows, proof } = content;
  const style = primeRows > 2 ? P224 : SC_HSM;
  const middle = (left + right) / 2 + GAP_MM / 2;
  drawHead(pen, left, middle, top + 1.8, content);

  const rows = top + 12.8;
  pen.text("The share value: secret", left, rows - 1.2, CAPTION);
  const valueEnd = drawBoxRows(pen, left, rows, "Value", primeRows, style);
  if (prime === undefined) {
    pen.text("The prime: the same on all cards of this set", left, valueEnd + 3.6, CAPTION);
    drawBoxRows(pen, left, valueEnd + 4.8, "Prime", primeRows, style);
  } else {
    const printed = primeRows > 2 ? PRINTED : PRINTED_LARGE;
    const spare = bottom - valueEnd - CAPTION_MM - primeRows * printed.pitch;
    const y = valueEnd + CAPTION_MM + Math.min(spare / 2, SPARE_MAX_MM);
    pen.text(primeCaption(prime), left, y - 1.2, CAPTION);
    drawRows(pen, left, y, "Prime", prime, printed);
  }

  pen.text(
    "Only for checking this card by itself: as secret as the value",
    middle,
    rows - 1.2,
    CAPTION,
  );
  const proofEnd = drawBoxRows(pen, middle, rows, proof.name, proof.rows, style);
  drawHandwriting(pen, { left: middle, right, top: proofEnd + 1, bottom });
}

/** Share ID and set: printed, or boxes for them. */
function drawHead(pen: Pen, x: number, middle: number, y: number, { id, set }: FormContent): void {
  const baseline = y + HEAD.height / 2 + 1.3;
  const name = { font: "strong", size: 10 } as const;
  const digits = { font: "digits", size: 11 } as const;
  const beside = x + pen.widthOf("Share ID", name) + 2;
  pen.text("Share ID", x, baseline, name);
  if (id === undefined) drawBoxes(pen, beside, y, [ID_DIGITS], HEAD);
  else pen.text(`${id}`, beside, baseline, digits);
  if (set === undefined) {
    const first = x + 40;
    pen.text("Set", first, baseline, name);
    drawBoxes(pen, first + 9, y, SET_GROUPS, HEAD);
  } else {
    pen.text("Set", middle, baseline, name);
    pen.text(grouped(set), middle + 9, baseline, digits);
  }
}

function primeCaption([row = ""]: readonly string[]): string {
  return row.includes("(")
    ? "The prime: the same on all cards of this set"
    : "The prime of all p224 cards; its check digits differ";
}
