import type { Delivery } from "./deliver.js";
import type { Sheet } from "./sheet.js";

/** Tells what became of the sheets, and warns where secret ones lie. Standard output stays a PDF's own. */
export function reportDelivery(
  sheets: readonly Sheet[],
  { files, printed }: Delivery,
  json: boolean,
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ ok: true, files, printed })}\n`);
  } else if (files.length > 0) {
    process.stdout.write(`${files.join("\n")}\n`);
  } else if (printed > 0) {
    process.stdout.write(
      `${printed} ${printed === 1 ? "sheet" : "sheets"} printed, none kept by the spooler\n`,
    );
  }
  if (files.length > 0 && sheets.some(({ secret }) => secret)) {
    process.stderr.write(
      "dkek: these files are as secret as the cards: print them, then erase them\n" +
        "      (a file on a disk or stick is not gone when it is erased: --printer leaves none)\n",
    );
  }
}
