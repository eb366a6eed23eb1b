import { SHEET_MARK, type WholeCard } from "@dkek/ceremony";
import type { SecretBytes } from "@dkek/foundation";
import { PAPERS } from "../page/paper.js";
import { makePdf } from "../page/pdf.js";
import type { Pen } from "../page/pen.js";
import { type AboutSheet, contentOf } from "./card/content.js";
import { drawFolds } from "./card/folds.js";
import { drawIdentity } from "./card/identity.js";
import { drawInstructions } from "./card/instructions.js";
import { drawSecret } from "./card/secret.js";
import { drawFrame } from "./frame.js";
import { grouped } from "./grouped.js";
import type { SheetOptions } from "./sheet-options.js";
import { drawTitle } from "./title.js";

export interface CardSheetOptions extends SheetOptions {
  /** A second page with the same card, to be kept in another place. */
  readonly secondCopy?: boolean;
}

/**
 * A custodian's card as a page. What identifies it lies outside once the page is folded, what is
 * secret inside.
 *
 * @returns the PDF, as secret as the card. Never on it: password, DKEK share, PINs, the `.pbe` file,
 * another card, the other custodians' names.
 * @throws {PrintError} `text-too-long`, `no-glyph`: of label or custodian's name.
 */
export async function cardSheet(
  card: WholeCard,
  about: AboutSheet,
  options: CardSheetOptions,
): Promise<SecretBytes> {
  const content = contentOf(card, about);
  const paper = PAPERS[options.paper];
  const copies = options.secondCopy === true ? 2 : 1;
  const page = (copy: number) => (pen: Pen) => {
    drawFrame(pen, paper, options, {
      // In one piece, for whoever copies the text: above, name and digits stand in columns.
      left: `${SHEET_MARK}  ·  Set ${grouped(content.set)}`,
      right: [
        ...(about.number === undefined ? [] : [`number ${about.number}`]),
        ...(copies === 1 ? [] : [`copy ${copy} of ${copies}: keep them in different places`]),
      ].join("  ·  "),
    });
    drawFolds(pen, paper);
    drawTitle(pen, paper, "CUSTODIAN’S CARD", "SECRET WHEN UNFOLDED");
    drawIdentity(pen, paper, content, options);
    drawSecret(pen, paper, content);
    drawInstructions(pen, paper, content, "scan or type");
  };
  return await makePdf(
    paper,
    options,
    Array.from({ length: copies }, (_, place) => page(place + 1)),
  );
}
