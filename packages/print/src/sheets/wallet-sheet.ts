import { SHEET_MARK, type WholeCard } from "@dkek/ceremony";
import type { SecretBytes } from "@dkek/foundation";
import { PAPERS, type PaperName } from "../page/paper.js";
import { makePdf } from "../page/pdf.js";
import type { Pen } from "../page/pen.js";
import { PrintError } from "../print-error.js";
import { type AboutSheet, contentOf, type SheetContent } from "./card/content.js";
import { drawFrame } from "./frame.js";
import { drawMark } from "./mark.js";
import type { SheetOptions } from "./sheet-options.js";
import { drawTitle } from "./title.js";
import { drawBack } from "./wallet/back.js";
import { drawFront } from "./wallet/front.js";
import { ID_1 } from "./wallet/id-1.js";
import { drawHandiwork, sidesOn } from "./wallet/on-paper.js";

export interface WalletSheetOptions extends Omit<SheetOptions, "paper"> {
  /** `id-1`: two pages of a bank card's size, for a card printer; else a sheet to cut it out of. */
  readonly size: "id-1" | PaperName;
}

const ORIGIN = { x: 0, y: 0 };

/**
 * A card of an `sc-hsm` set in the size of a bank card: digits on the front, QR code on the back.
 *
 * @returns the PDF, as secret as the card.
 * @throws {PrintError} `no-room`: a card of another scheme; `text-too-long`, `no-glyph`: of label or
 * custodian's name.
 */
export async function walletSheet(
  card: WholeCard,
  about: AboutSheet,
  options: WalletSheetOptions,
): Promise<SecretBytes> {
  const content = contentOf(card, about);
  if (content.scheme !== "sc-hsm") {
    throw new PrintError("no-room", `a card of scheme ${content.scheme} is too long for a wallet`, {
      hint: "print its sheet (dkek sheet card): only sc-hsm cards are short enough",
    });
  }
  return options.size === "id-1"
    ? await onCardPrinter(content, options)
    : await onPaper(content, { ...options, paper: options.size });
}

async function onCardPrinter(
  content: SheetContent,
  options: WalletSheetOptions,
): Promise<SecretBytes> {
  const side = (draw: (pen: Pen) => void) => (pen: Pen) => {
    if (options.mark !== undefined) drawMark(pen, options.mark, ID_1);
    draw(pen);
  };
  return await makePdf(ID_1, options, [
    side((pen) => drawFront(pen, ORIGIN, content, options)),
    side((pen) => drawBack(pen, ORIGIN, content)),
  ]);
}

async function onPaper(content: SheetContent, options: SheetOptions): Promise<SecretBytes> {
  const paper = PAPERS[options.paper];
  const { front, back } = sidesOn(paper);
  return await makePdf(paper, options, [
    (pen) => {
      drawFrame(pen, paper, options, { left: SHEET_MARK, right: "" });
      drawTitle(pen, paper, "CUSTODIAN’S CARD", "SECRET");
      drawFront(pen, front, content, options);
      drawBack(pen, back, content);
      drawHandiwork(pen, paper, content);
    },
  ]);
}
