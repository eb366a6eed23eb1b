import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { generation } from "../card/identity.js";
import { drawFactList, FACTS_MM } from "../fact-list.js";
import { areaOf, blank, heading } from "../frame.js";
import { grouped } from "../grouped.js";
import { drawNames } from "../names.js";
import type { ReceiptFacts } from "../receipt-sheet.js";
import { dayOf, type SheetOptions } from "../sheet-options.js";
import { drawTitle } from "../title.js";
import { drawWordGrid, wordGridHeight } from "../word-grid.js";

const GAP_MM = 8;
const PROMISE = { size: 7.4, leading: 3.3 };
const BOX_MM = 2.6;
const BOX_GAP_MM = 2;
/** The rows of words, and of lines to write on: A4 has more room. */
const WORDS_MM = { a4: 4, letter: 3.5 } as const;
const BLANK_MM = { a4: 8, letter: 6.6 } as const;

/** Where one of the two copies stands, and whose it is. */
export interface Half {
  /** In millimetres from the page's top. */
  readonly top: number;
  readonly copyFor: string;
}

/** One copy of the receipt: whose card, what is confirmed, and the lines to sign on. */
export function drawHalf(
  pen: Pen,
  paper: Paper,
  facts: ReceiptFacts,
  { date, program }: SheetOptions,
  { top, copyFor }: Half,
): void {
  const { left, right, width } = areaOf(paper);
  const { id, total, threshold, set, issue, label = "", custodian = "" } = facts;
  const names = { label: label.normalize("NFC"), custodian: custodian.normalize("NFC") };
  drawTitle(pen, paper, "RECEIPT FOR A CARD", copyFor, top);
  pen.text(`Card ${id} of ${total}`, left, top + 21.5, { font: "strong", size: 21 });
  pen.text(`any ${threshold} restore`, left, top + 27.5, { size: 12 });
  drawNames(pen, names, { x: left, y: top + 34.2, width: width - FACTS_MM - GAP_MM });
  drawFactList(pen, right - FACTS_MM, top + 19, [
    ["Set", grouped(set)],
    ["Generation", generation(issue)],
    ["Printed", dayOf(date)],
    ["Program", program],
  ]);
  const below = drawFingerprint(pen, paper, facts, top + 61);
  const signed = drawPromises(pen, facts, left, below + 5, width);
  drawBlanks(pen, left, signed + BLANK_MM[paper.name] - 1, width, BLANK_MM[paper.name]);
}

/** @returns its lower edge. */
function drawFingerprint(pen: Pen, paper: Paper, { fingerprint }: ReceiptFacts, y: number): number {
  if (fingerprint === undefined) return y - 2;
  const { left, width } = areaOf(paper);
  const grid = { left, width, columns: 5, pitch: WORDS_MM[paper.name], size: 7.2 };
  const caption =
    "The fingerprint of the set’s record: the same words as on the record’s own sheet";
  pen.text(caption, left, y, { size: 6.5, color: INK.grey });
  drawWordGrid(pen, fingerprint, y + 1.6, grid);
  return y + 1.6 + wordGridHeight(fingerprint, grid);
}

/** @returns the baseline of the last line. */
function drawPromises(pen: Pen, facts: ReceiptFacts, x: number, y: number, width: number): number {
  let next = heading(pen, "I confirm", x, y, width);
  const style = { ...PROMISE, width: width - BOX_MM - BOX_GAP_MM };
  for (const promise of promises(facts)) {
    pen.frame(x, next - 2.3, BOX_MM, BOX_MM, 0.2, INK.grey);
    next = pen.box(promise, x + BOX_MM + BOX_GAP_MM, next, style) + 0.9;
  }
  return next - PROMISE.leading;
}

function promises({ id, total, set, issue }: ReceiptFacts): string[] {
  const again = issue === 1 ? "" : ` (generation ${issue})`;
  return [
    `I have received card ${id} of ${total}${again} of set ${grouped(set)}, and no other card of it.`,
    "I have checked that it reads right (dkek verify), and it was sealed before my eyes in the bag below.",
    "I keep it locked away, apart from other cards and from the .pbe file, and show nobody the inside. " +
      "I make no copy of it.",
    "If it is lost, or the bag was opened, I tell the person below the same day. When I leave, I hand it " +
      "over in person, against a receipt.",
  ];
}

function drawBlanks(pen: Pen, x: number, y: number, width: number, pitch: number): void {
  const half = (width - GAP_MM) / 2;
  const right = x + half + GAP_MM;
  const rows = [
    ["Bag or seal no.", "Whom to tell (name, telephone)"],
    ["Place", "Date"],
    ["Custodian’s name", "Signature"],
    ["Witness’s name", "Signature"],
  ] as const;
  for (const [row, [first, second]] of rows.entries()) {
    blank(pen, first, x, y + row * pitch, half);
    blank(pen, second, right, y + row * pitch, half);
  }
}
