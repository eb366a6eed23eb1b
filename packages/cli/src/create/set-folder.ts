import { formatCardText, formatRecord, type NewSet } from "@dkek/ceremony";
import type { StagedFolder } from "../output/staged-folder.js";

export const PBE_PATH = "dkek.pbe";
export const RECORD_PATH = "record.json";
export const RECORD_SHEET_PATH = "record.pdf";
export const CARDS_PATH = "cards";

/** Where a card lies in a set's folder, as text. */
export function cardPath(id: number): string {
  return `${CARDS_PATH}/card-${id}.txt`;
}

/** Where its sheet lies. */
export function cardSheetPath(id: number): string {
  return `${CARDS_PATH}/card-${id}.pdf`;
}

/** Writes what is not secret of a new set. */
export function writePublic({ pbe, record }: NewSet, folder: StagedFolder): void {
  folder.write(PBE_PATH, pbe);
  folder.write(RECORD_PATH, formatRecord(record));
}

/** Writes each card as text. */
export function writeCardTexts({ cards }: NewSet, folder: StagedFolder): void {
  for (const card of cards) folder.write(cardPath(card.id), formatCardText(card));
}
