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
  setsBefore,
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
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { wrongUse } from "../input/options.js";
import { readPbe } from "../input/pbe.js";
import { readRecord } from "../input/record.js";
import { syncFolder } from "../output/durable.js";
import type { StagedFolder } from "../output/staged-folder.js";
import { explained } from "../output/unwritable.js";
import { NOTE_PATH } from "./note-path.js";
import type { OldSet } from "./old-set.js";
import { KEYS_PATH, keyPath } from "./rewrap-backups.js";
import { PLAN_PATH, rotationPlan } from "./rotation-plan.js";
import type { ShareToSeal } from "./share-to-seal.js";

/** A new set that waits in its folder. */
export interface NewSetFolder {
  readonly path: string;
  readonly pending: PendingNewSet;
  readonly pbe: PbeFile;
  readonly record: SetRecord;
}

/** The note of a set that was just made. */
export function noteOf(made: SetRecord, { files }: OldSet, sealed: ShareToSeal): PendingNewSet {
  const [replaces, ...others] = files.map(({ setId, recordFile }, place) =>
    olderSetOf(setId, sealed.primes[place], recordFile?.record),
  );
  if (replaces === undefined) throw new Error("a new set for none");
  const { newDkek } = sealed;
  return {
    format: "dkek-new-set",
    version: 1,
    number: oneTimeNumber(systemRandom),
    at: new Date().toISOString(),
    setId: made.set.setId,
    replaces,
    ...(newDkek === undefined
      ? {}
      : {
          newDkek: {
            oldKcv: newDkek.oldKcv,
            others,
            backups: newDkek.rewrapped.map(({ noted }) => noted),
          },
        }),
  };
}

export function writeNote(folder: StagedFolder, pending: PendingNewSet): void {
  folder.write(NOTE_PATH, formatPendingSet(pending));
}

/** What a new set's folder holds beside the set. */
export interface BesideSet {
  readonly pending: PendingNewSet;
  readonly record: SetRecord;
  readonly sealed: ShareToSeal;
  readonly out: string;
  /** Whether all is proven already, so that no other command is to come. */
  readonly isConfirmed: boolean;
}

/** Writes re-wrapped key backups, the plan for what comes then, and last the note that it all waits. */
export function writeBeside(folder: StagedFolder, { sealed, ...beside }: BesideSet): void {
  const { pending } = beside;
  if (sealed.newDkek !== undefined && pending.newDkek !== undefined) {
    const { rewrapped } = sealed.newDkek;
    for (const { to, noted } of rewrapped) folder.write(keyPath(noted), to.bytes);
    const plan = rotationPlan({ ...beside, newDkek: pending.newDkek, rewrapped });
    folder.write(PLAN_PATH, plan);
  }
  writeNote(folder, pending);
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
  if (setsBefore(pending).every(({ setId }) => setId !== oldSet)) {
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
export function eraseNewSet({ path, record, pending }: NewSetFolder): string | undefined {
  const total = record.set.sharing?.total ?? 0;
  const ids = Array.from({ length: total }, (_, place) => place + 1);
  return explained(path, "the old set is as it was; try again", () => {
    for (const id of ids) {
      rmSync(join(path, cardPath(id)), { force: true });
      rmSync(join(path, cardSheetPath(id)), { force: true });
    }
    eraseIfEmpty(join(path, CARDS_PATH));
    for (const backup of pending.newDkek?.backups ?? []) {
      rmSync(join(path, keyPath(backup)), { force: true });
      eraseIfEmpty(dirname(join(path, keyPath(backup))));
    }
    eraseIfEmpty(join(path, KEYS_PATH));
    // The note last, and what it needs to be dropped by before it: as long as it is there, so is the rest.
    for (const name of [PLAN_PATH, RECORD_SHEET_PATH, PBE_PATH, RECORD_PATH, NOTE_PATH]) {
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
