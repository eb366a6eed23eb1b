import { INK } from "../../page/ink.js";
import type { Pen } from "../../page/pen.js";
import { drawQrCode } from "../../page/qr-code.js";
import type { SheetContent } from "../card/content.js";
import { blank } from "../frame.js";
import { ID_1, PADDING_MM, type Side } from "./id-1.js";

const QR_MM = 35;
const GAP_MM = 1.5;
const HEADING = { font: "strong", size: 6.8, color: INK.blue } as const;
const TEXT = { size: 5.7, leading: 2.5 };
const COMMAND = { font: "digits", size: 5.5 } as const;
const ANSWER_MM = 23;

/** The QR code, how to restore, and what to do when the card is lost. Secret. */
export function drawBack(pen: Pen, { x, y }: Side, content: SheetContent): void {
  const left = x + PADDING_MM;
  const right = x + ID_1.width - PADDING_MM;
  drawQrCode(pen, content.code, x + PADDING_MM - 2, y + 1.4, QR_MM);
  const beside = x + PADDING_MM - 2 + QR_MM + GAP_MM;
  drawWays(pen, beside, y + 5.6, right - beside, content);
  pen.line(left, y + 36.8, right, y + 36.8, 0.2, INK.blue);
  pen.text(
    `sc-hsm-tool --import-dkek-share FILE.pbe --pwd-shares-total ${content.threshold}`,
    left,
    y + 40,
    COMMAND,
  );
  pen.text(
    "Lock it away, apart from other cards and from the .pbe file. Make no copy of it.",
    left,
    y + 43.6,
    TEXT,
  );
  blank(pen, "Lost, or seen by anybody? Tell the same day:", left, y + 50, right - left);
}

function drawWays(
  pen: Pen,
  x: number,
  y: number,
  width: number,
  { threshold, id }: SheetContent,
): void {
  const style = { ...TEXT, width };
  pen.text("To restore with dkek", x, y, HEADING);
  pen.text("dkek import FILE.pbe", x, y + 3.1, COMMAND);
  let next = pen.box(
    `Any ${threshold} cards, the .pbe file and the HSM: scan the code, or type the digits.`,
    x,
    y + 5.9,
    style,
  );
  next += 2;
  pen.text("With OpenSC alone (command below)", x, next, HEADING);
  next += 3.1;
  for (const [question, answer] of [
    ["enter prime:", "the prime rows"],
    ["enter share ID:", id < 10 ? `${id}` : `${id.toString(16)} (decimal ${id})`],
    ["enter share value:", "the value rows"],
  ] as const) {
    pen.text(question, x, next, COMMAND);
    pen.text(answer, x + ANSWER_MM, next, TEXT);
    next += TEXT.leading;
  }
  pen.box("Type the groups without check digits and without spaces.", x, next + 0.3, {
    ...style,
    font: "strong",
  });
}
