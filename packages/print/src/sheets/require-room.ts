import { PAPERS, type PaperName } from "../page/paper.js";
import { tryOut } from "../page/pdf.js";
import { namesPlace } from "./card/identity.js";
import { drawNames } from "./names.js";

/**
 * Makes sure before a set is made that its cards' sheets can be: a label or a name that has no room,
 * or that no font has the letters of, is refused.
 *
 * @throws {PrintError} `text-too-long`, `no-glyph`
 */
export function requireRoom(
  { label, custodian }: { readonly label: string; readonly custodian: string },
  paper: PaperName,
): void {
  const names = { label: label.normalize("NFC"), custodian: custodian.normalize("NFC") };
  tryOut(PAPERS[paper], (pen) => drawNames(pen, names, namesPlace(PAPERS[paper])));
}
