import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { areaOf, blank, heading } from "../frame.js";
import { drawBlankTable } from "../table.js";
import type { CardFace } from "./content.js";
import { panelsOf } from "./folds.js";
import { drawKnown, known } from "./known.js";

const GAP_MM = 7;
/** The stock tool's command has to stand in one line. */
const OWN_SHARE = 0.41;
const LEADING_MM = 3.2;
/** From where a text's next line would stand to the heading below it. */
const HEADING_GAP_MM = 4;
/** From line to line that is written on by hand. */
const WRITING_MM = 6.2;
const TEXT = { size: 7.2, leading: LEADING_MM };
const COMMAND = { font: "digits", size: 6.6 } as const;
/** A4 has room for one more. */
const LOG_ROWS = { a4: 4, letter: 3 } as const;

/** The lower panel: how to restore, when to act, and what is filled in by hand. */
export function drawInstructions(
  pen: Pen,
  paper: Paper,
  face: CardFace,
  entry: "scan or type" | "type",
): void {
  const { left, width } = areaOf(paper);
  const top = panelsOf(paper).instructions + 6.4;
  const own = (width - GAP_MM) * OWN_SHARE;
  const stock = width - GAP_MM - own;
  const ends = [
    drawOwnWay(pen, left, top, own, face, entry),
    drawStockWay(pen, left + own + GAP_MM, top, stock, face),
  ];
  const act = heading(pen, "When to act", left, Math.max(...ends) + HEADING_GAP_MM, width);
  const acted = pen.box(
    "The card is lost, or somebody has seen the inside: tell the person below the same day. You leave: " +
      "hand it over in person. Once a year: open it before a witness, check it with dkek verify, seal it anew.",
    left,
    act,
    { ...TEXT, width },
  );
  blank(pen, "Whom to tell (name, telephone)", left, acted + 1.6, width);
  drawBlanks(pen, paper, left, width);
}

function drawOwnWay(
  pen: Pen,
  x: number,
  y: number,
  width: number,
  { threshold }: CardFace,
  entry: "scan or type" | "type",
): number {
  const start = heading(pen, "To restore with dkek", x, y, width);
  pen.text("dkek import FILE.pbe", x, start, COMMAND);
  return pen.box(
    `Bring any ${known(threshold)} cards, the .pbe file and the HSM. It asks for each card: ` +
      `${entry === "type" ? "" : "scan the QR code, or "}type the digits. Nothing reaches the HSM before ` +
      "the cards have proven right.",
    x,
    start + LEADING_MM + 0.4,
    { ...TEXT, width },
  );
}

/** What `import_dkek_share` in sc-hsm-tool.c asks for: it reads IDs as hex, and takes no check digits. */
function drawStockWay(
  pen: Pen,
  x: number,
  y: number,
  width: number,
  { threshold, id }: CardFace,
): number {
  const start = heading(pen, "To restore with OpenSC’s sc-hsm-tool alone", x, y, width);
  drawKnown(
    pen,
    `sc-hsm-tool --import-dkek-share FILE.pbe --pwd-shares-total ${known(threshold)}`,
    x,
    start,
    COMMAND,
  );
  const answers = [
    ["enter prime:", "the groups of all prime rows, in one line"],
    ["enter share ID:", stockIdWords(id)],
    ["enter share value:", "the groups of all value rows, in one line"],
  ] as const;
  let next = start + LEADING_MM + 0.4;
  for (const [question, answer] of answers) {
    pen.text(question, x, next, COMMAND);
    pen.text(answer, x + 29, next, TEXT);
    next += LEADING_MM;
  }
  pen.text("Type the groups without check digits and without spaces.", x, next, {
    ...TEXT,
    font: "strong",
  });
  return next + LEADING_MM;
}

/** The stock tool reads IDs as hex: 10 is typed as `a`. */
function stockIdWords(id: number | undefined): string {
  if (id === undefined) return "in hex: up to 9 the same, a for 10, f for 15, 10 for 16";
  return id < 10 ? `${id}` : `${id.toString(16)} (it reads IDs as hex: ${id} in decimal)`;
}

function drawBlanks(pen: Pen, paper: Paper, left: number, width: number): void {
  const top = drawBlankTable(pen, {
    left,
    bottom: paper.height - 10.6,
    columns: [
      { head: "Opened on", width: 0.13 * width },
      { head: "Why, and before whom", width: 0.34 * width },
      { head: "Sealed again as", width: 0.25 * width },
      { head: "Signature", width: 0.28 * width },
    ],
    rows: LOG_ROWS[paper.name],
  });
  const half = (width - GAP_MM) / 2;
  const right = left + half + GAP_MM;
  const line = top - 3;
  blank(pen, "Witness", left, line - WRITING_MM, half);
  blank(pen, "Bag or seal no.", right, line - WRITING_MM, half);
  blank(pen, "Place of storage", left, line, half);
  blank(pen, "Date, signature", right, line, half);
}
