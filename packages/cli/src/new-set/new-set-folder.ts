import { lstatSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { requireRecordOf, type SetId, type SetRecord, setIdOf, shortSetId } from "@dkek/ceremony";
import {
  formatPendingSet,
  hasTakenPlace,
  olderSetOf,
  oneTimeNumber,
  type PendingNewSet,
  parsePendingSet,
} from "@dkek/ceremony/reissue";
import type { PbeFile } from "@dkek/dkek-file";
import { systemRandom } from "@dkek/foundation";
import {
  CARDS_PATH,
  cardPath,
  cardSheetPath,
  PBE_PATH,
  RECORD_PATH,
  RECORD_SHEET_PATH,
} from "../create/set-folder.js";
import type { SetFile } from "../import/set-file.js";
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { wrongUse } from "../input/options.js";
import { readPbe } from "../input/pbe.js";
import { readRecord } from "../input/record.js";
import { syncFolder } from "../output/durable.js";
import type { StagedFolder } from "../output/staged-folder.js";
import { explained } from "../output/unwritable.js";

/** Lies in a new set's folder until it has taken the old one's place. */
export const NOTE_PATH = "not-confirmed.json";

/** A new set that waits in its folder. */
export interface NewSetFolder {
  readonly path: string;
  readonly pending: PendingNewSet;
  readonly pbe: PbeFile;
  readonly record: SetRecord;
}

/** The note of a set that was just made. */
export function noteOf(
  made: SetRecord,
  { setId, recordFile }: SetFile,
  prime: bigint,
): PendingNewSet {
  return {
    format: "dkek-new-set",
    version: 1,
    number: oneTimeNumber(systemRandom),
    at: new Date().toISOString(),
    setId: made.set.setId,
    replaces: olderSetOf(setId, prime, recordFile?.record),
  };
}

export function writeNote(folder: StagedFolder, pending: PendingNewSet): void {
  folder.write(NOTE_PATH, formatPendingSet(pending));
}

export function recordPathIn(path: string): string {
  return join(path, RECORD_PATH);
}

/**
 * The new set that waits in a folder, if it has this number and was made of this old set.
 *
 * @throws {CliError} `wrong-use`; {CeremonyError} `pending-malformed`, `record-of-another-set`, and what is
 * wrong with its files.
 */
export async function requireWaitingSet(
  path: string,
  oldSet: SetId,
  number: string,
): Promise<NewSetFolder> {
  const note = join(path, NOTE_PATH);
  if (lstatSync(note, { throwIfNoEntry: false }) === undefined) {
    throw wrongUse(
      `${path}: no new set waits there to be confirmed`,
      `${note} would say so; once it is confirmed, that is gone`,
    );
  }
  const pending = await readNote(note);
  if (pending.replaces.setId !== oldSet) {
    throw wrongUse(
      `${path}: a new set for set ${shortSetId(pending.replaces.setId)}, and the .pbe file is set ${shortSetId(oldSet)}`,
      "nothing was changed; name the .pbe file of the old set first, and the new folder with --out",
    );
  }
  if (pending.number !== number) {
    throw wrongUse(
      `${path}: the new set that waits there has another number`,
      "nothing was changed; compare the number with the one that was shown: is it another set's?",
    );
  }
  const pbe = await readPbe(join(path, PBE_PATH));
  const record = await readRecord(recordPathIn(path));
  try {
    requireRecordOf(record, setIdOf(pbe.bytes));
    requireRecordOf(record, pending.setId);
  } catch (error) {
    throw inFile(path, error);
  }
  return { path, pending, pbe, record };
}

async function readNote(path: string): Promise<PendingNewSet> {
  const text = new TextDecoder().decode(await readInputFile(path));
  try {
    return parsePendingSet(text);
  } catch (error) {
    throw inFile(path, error);
  }
}

/** It has taken the old one's place: only the note is left to go. @throws {CliError} `out-unwritable`. */
export function eraseNote({ path }: Pick<NewSetFolder, "path">): void {
  const hint = "the new set is confirmed all the same; only its note is left, which can be erased";
  explained(path, hint, () => {
    rmSync(join(path, NOTE_PATH), { force: true });
    syncFolder(path);
  });
}

/**
 * Gives a new set up. What somebody else has put there stays.
 *
 * @returns what is still there; undefined if nothing is.
 * @throws {CliError} `out-unwritable`.
 */
export function eraseNewSet({ path, record }: NewSetFolder): string | undefined {
  const total = record.set.sharing?.total ?? 0;
  const ids = Array.from({ length: total }, (_, place) => place + 1);
  return explained(path, "the old set is as it was; try again", () => {
    for (const id of ids) {
      rmSync(join(path, cardPath(id)), { force: true });
      rmSync(join(path, cardSheetPath(id)), { force: true });
    }
    eraseIfEmpty(join(path, CARDS_PATH));
    // The note last, and what it needs to be dropped by before it: as long as it is there, so is the rest.
    for (const name of [RECORD_SHEET_PATH, PBE_PATH, RECORD_PATH, NOTE_PATH]) {
      rmSync(join(path, name), { force: true });
      syncFolder(path);
    }
    eraseIfEmpty(path);
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? undefined : path;
  });
}

function eraseIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(code)) throw error;
    return;
  }
  syncFolder(dirname(path));
}

/** Whether nothing but the old record and the note are left to be done. */
export function isSettled({ record, pending }: NewSetFolder): boolean {
  return hasTakenPlace(record, pending);
}
