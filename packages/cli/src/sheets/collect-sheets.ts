import type { SheetOptions } from "@dkek/print";
import { collectCardSheets } from "./collect-card-sheets.js";
import { collectBlanks, collectReceipts, collectRecordSheet } from "./collect-public-sheets.js";
import type { Sheet } from "./sheet.js";
import type { WantedSheets } from "./wanted-sheets.js";

/** Sheets, and the cards that they are drawn from: wiped when disposed of. */
export type Sheets = readonly Sheet[] & Disposable;

/** Reads what the sheets are made of. */
export async function collectSheets(
  wanted: WantedSheets,
  options: SheetOptions,
  signal: AbortSignal,
): Promise<Sheets> {
  switch (wanted.kind) {
    case "card":
    case "wallet":
      return await collectCardSheets(wanted, options, signal);
    case "record":
      return withoutSecrets(await collectRecordSheet(wanted, options));
    case "receipt":
      return withoutSecrets(await collectReceipts(wanted, options));
    case "blank":
      return withoutSecrets(await collectBlanks(wanted, options));
  }
}

function withoutSecrets(sheets: readonly Sheet[]): Sheets {
  return Object.assign([...sheets], { [Symbol.dispose]: () => {} });
}
