import { isWhole, type NewSet } from "@dkek/ceremony";
import type { SheetOptions } from "@dkek/print";
import type { StagedFolder } from "../output/staged-folder.js";
import { aboutFromRecord, cardSheetOf } from "../sheets/card-sheets.js";
import { recordSheetOf } from "../sheets/collect-public-sheets.js";
import { drawInto } from "../sheets/draw-into.js";
import type { Sheet } from "../sheets/sheet.js";
import { CARDS_PATH, RECORD_SHEET_PATH, writeCardTexts } from "./set-folder.js";
import type { Settings } from "./settings.js";

/** The sheets of a new set's cards, in the order of their IDs. */
export function cardSheetsOf({ cards, record }: NewSet, options: SheetOptions): Sheet[] {
  return cards
    .filter(isWhole)
    .map((card) => cardSheetOf(card, aboutFromRecord(card, record), options));
}

/** Writes the cards as text, as sheets, or both. */
export async function writeCards(
  made: NewSet,
  sheets: readonly Sheet[],
  { formats }: Pick<Settings, "formats">,
  folder: StagedFolder,
  signal: AbortSignal,
): Promise<void> {
  if (formats.includes("text")) writeCardTexts(made, folder);
  if (formats.includes("pdf")) await drawInto(folder, sheets, signal, `${CARDS_PATH}/`);
}

/** The record on paper. */
export async function writeRecordSheet(
  { record }: NewSet,
  options: SheetOptions,
  folder: StagedFolder,
): Promise<void> {
  using pdf = await recordSheetOf(record, options).make();
  folder.write(RECORD_SHEET_PATH, pdf.expose());
}
