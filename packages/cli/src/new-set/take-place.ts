import { formatRecord, type SetRecord } from "@dkek/ceremony";
import { givePlace, takePlace } from "@dkek/ceremony/reissue";
import type { SetFile } from "../import/set-file.js";
import { readRecord } from "../input/record.js";
import { replaceFile } from "../output/replace-file.js";
import { eraseNote, type NewSetFolder, recordPathIn } from "./new-set-folder.js";

/**
 * The end of a new set's making: it takes the old one's place. First its own record says so, then the old
 * one's, then it waits no more: so that at any moment the old set is as it was but for that line, and
 * whatever is still to be done can be done once more.
 *
 * @param record of the new set, by which it is proven.
 * @returns the new set's record, and the old one's, if it has one.
 * @throws {CeremonyError} `pending-outdated`, `bad-settings`; {CliError} `out-unwritable`.
 */
export async function takePlaceOf(
  { recordFile }: Pick<SetFile, "recordFile">,
  waiting: NewSetFolder,
  record: SetRecord,
): Promise<{ readonly record: SetRecord; readonly old: SetRecord | undefined }> {
  const now = new Date();
  // Once more: somebody else may have noted something meanwhile.
  const before = recordFile && (await readRecord(recordFile.path));
  const after = takePlace(record, waiting.pending, before, now);
  if (after !== waiting.record) replaceFile(recordPathIn(waiting.path), formatRecord(after));
  if (recordFile === undefined || before === undefined) {
    eraseNote(waiting);
    return { record: after, old: undefined };
  }
  const old = givePlace(before, waiting.pending, now);
  if (old !== before) replaceFile(recordFile.path, formatRecord(old));
  eraseNote(waiting);
  return { record: after, old };
}
