import { formatCardText, formatRecord, type NewSet } from "@dkek/ceremony";
import type { StagedFolder } from "./staged-folder.js";

export const PBE_PATH = "dkek.pbe";
export const RECORD_PATH = "record.json";
export const CARDS_PATH = "cards";

/** Where a card lies in a set's folder. */
export function cardPath(id: number): string {
  return `${CARDS_PATH}/card-${id}.txt`;
}

/** Writes everything of a new set. */
export function writeSet({ pbe, record, cards }: NewSet, folder: StagedFolder): void {
  folder.write(PBE_PATH, pbe);
  folder.write(RECORD_PATH, formatRecord(record));
  for (const card of cards) folder.write(cardPath(card.id), formatCardText(card));
}
