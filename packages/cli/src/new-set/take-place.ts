import { formatRecord, type SetRecord } from "@dkek/ceremony";
import { givePlace, takePlace } from "@dkek/ceremony/reissue";
import type { SetFile } from "../import/set-file.js";
import { readRecord } from "../input/record.js";
import { replaceFile } from "../output/replace-file.js";
import { eraseNote, type NewSetFolder, recordPathIn } from "./new-set-folder.js";

/**
 * The end of a new set's making: it takes the old one's place. First its own record says so, then those of
 * the old sets, then it waits no more: so that at any moment the old set is as it was but for that line, and
 * whatever is still to be done can be done once more.
 *
 * @param olds the old set; of a DKEK of several shares, all of them.
 * @param record of the new set, by which it is proven.
 * @returns the new set's record.
 * @throws {CeremonyError} `pending-outdated`, `bad-settings`; {CliError} `out-unwritable`.
 */
export async function takePlaceOf(
  olds: readonly Pick<SetFile, "recordFile">[],
  waiting: NewSetFolder,
  record: SetRecord,
): Promise<SetRecord> {
  const now = new Date();
  const paths = olds.flatMap(({ recordFile }) => recordFile?.path ?? []);
  // Once more: somebody else may have noted something meanwhile.
  const before = await Promise.all(paths.map(readRecord));
  const after = takePlace(record, waiting.pending, before, now);
  if (after !== waiting.record) replaceFile(recordPathIn(waiting.path), formatRecord(after));
  for (const [place, path] of paths.entries()) {
    const old = before[place];
    if (old === undefined) continue;
    const given = givePlace(old, waiting.pending, now);
    if (given !== old) replaceFile(path, formatRecord(given));
  }
  eraseNote(waiting);
  return after;
}
