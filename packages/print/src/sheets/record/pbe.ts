import { INK } from "../../page/ink.js";
import { drawQrCode } from "../../page/qr-code.js";
import type { Block } from "../flow.js";
import type { Area } from "../frame.js";
import { grouped } from "../grouped.js";

const QR_MM = 56;
const GAP_MM = 8;
/** Eight groups of four. */
const LINE_CHARACTERS = 32;
const TEXT = { size: 8, leading: 3.7 };
const KEEP =
  "This is the .pbe file itself. Without the cards it is of no use, with enough of them it opens: keep " +
  "this page like a backup, apart from the cards.";
const BACK =
  "To get the file back, scan the code, or type the lines into a text file, capitals and small letters " +
  "as they are (a 0 has a slash, an O has none):";

/** The `.pbe` file itself, as text and as a QR code that holds the same text. */
export function pbePage(pbe: Uint8Array, { left, width, right }: Area): Block {
  const text = Buffer.from(pbe).toString("base64");
  const lines = text.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, "g")) ?? [];
  const column = width - QR_MM - GAP_MM;
  const style = { ...TEXT, width: column };
  return {
    height: 60,
    draw: (pen, y) => {
      drawQrCode(pen, text, right - QR_MM, y, QR_MM);
      let next = pen.box(KEEP, left, y + 3.4, { ...style, font: "strong" }) + 3.5;
      for (const [index, line] of lines.entries()) {
        if (index % 2 === 0) pen.fill(left, next - 4.2, column, 6, INK.shade);
        pen.text(grouped(line), left + 2, next, { font: "digits", size: 11 });
        next += 6;
      }
      next = pen.box(BACK, left, next + 1.5, style);
      for (const command of [
        "openssl base64 -d -A -in typed.txt -out dkek.pbe",
        "sha256sum dkek.pbe",
      ]) {
        pen.text(command, left + 2, next + 0.6, { font: "digits", size: 7.2 });
        next += 3.7;
      }
      pen.box("The second shows the set ID if every character is right.", left, next + 1.6, style);
    },
  };
}
