import { createSet, type NewSet, shortSetId } from "@dkek/ceremony";
import type { Kcv } from "@dkek/dkek-file";
import { CARDS_PATH, RECORD_SHEET_PATH, writePublic } from "../create/set-folder.js";
import { cardSheetsOf, writeCards, writeRecordSheet } from "../create/set-sheets.js";
import { type StagedFolder, stageFolder } from "../output/staged-folder.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import type { Rehearsal } from "./rehearsal.js";

export const THRESHOLD = 3;
export const TOTAL = 5;

/** On every sheet, so that none is taken for a real one. */
const MARK = "REHEARSAL";

/**
 * Makes a set and prints it, into a folder that comes into being when both are done.
 *
 * @returns the KCV that every HSM will have to show.
 */
export async function makeSet({ tell, engine, signal, out, scheme }: Rehearsal): Promise<Kcv> {
  using folder = stageFolder(out);
  tell.step(`a DKEK share is made, and cards for ${TOTAL} custodians`);
  using made = await tell.during((onProgress) =>
    createSet(
      { scheme, threshold: THRESHOLD, total: TOTAL },
      { engine, signal, label: MARK, program: "dkek rehearse", onProgress },
    ),
  );
  const { setId, dkekShare } = made.record.set;
  tell.found(
    `set ${shortSetId(setId)}: any ${THRESHOLD} cards open it, all ${made.quorumsTried} quorums were tried`,
    `KCV ${dkekShare.kcv} is what an HSM will have to show`,
  );

  tell.step("the cards are printed, and the public record");
  await print(made, folder, signal);
  folder.commit();
  tell.found(`${CARDS_PATH}/card-1.pdf to card-${TOTAL}.pdf, and ${RECORD_SHEET_PATH}`);
  return dkekShare.kcv;
}

async function print(made: NewSet, folder: StagedFolder, signal: AbortSignal): Promise<void> {
  writePublic(made, folder);
  const options = { ...sheetOptions("a4"), mark: MARK } as const;
  await writeRecordSheet(made, options, folder);
  const sheets = cardSheetsOf(made, options);
  await writeCards(made, sheets, { formats: ["text", "pdf"] }, folder, signal);
}
