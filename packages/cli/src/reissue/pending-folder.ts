import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type SetId, shortSetId } from "@dkek/ceremony";
import { formatPending, type PendingReissue, parsePending } from "@dkek/ceremony/reissue";
import { CliError } from "../cli-error.js";
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { wrongUse } from "../input/options.js";
import { syncFolder, syncName } from "../output/durable.js";
import {
  type FolderPurpose,
  type StagedFolder,
  type StageOptions,
  stageFolder,
} from "../output/staged-folder.js";
import { explained } from "../output/unwritable.js";

const NOTE_PATH = "reissue.json";

const PURPOSE: FolderPurpose = {
  command: "reissue",
  leftover: "a card that was being made, and is on no record",
  again: "erase what is left of it, wherever it is now, and make the card again",
};

/** A new card that is not on record yet, and the folder that it waits in. */
export interface PendingFolder {
  readonly path: string;
  readonly pending: PendingReissue;
}

/** Where a new card of a `.pbe` file waits: beside it, one at a time. */
export function pendingPathOf(pbePath: string): string {
  return join(dirname(pbePath), `${basename(pbePath, ".pbe")}-reissue`);
}

/** The names of a card's files, without their endings. */
export function fileNameOf({ card }: PendingReissue["issued"]): string {
  return card.issue === 1 ? `card-${card.id}` : `card-${card.id}-issue-${card.issue}`;
}

/**
 * Makes sure that no other new card waits.
 *
 * @throws {CliError} `out-exists`, naming what does.
 */
export async function requireNonePending(pbePath: string): Promise<void> {
  const path = pendingPathOf(pbePath);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  const { id, issue } = (await readPending(path)).issued.card;
  throw new CliError(
    "out-exists",
    `${path}: a new card waits there to go on record: card ${id}, issue ${issue}`,
    {
      hint: `put it on record with --confirm NUMBER, or give it up with --drop NUMBER; the number stands on the card, and in ${join(path, NOTE_PATH)}`,
    },
  );
}

/**
 * The new card that waits for a `.pbe` file, if it has this number.
 *
 * @throws {CliError} `wrong-use`: none waits, or another one; {CeremonyError} `pending-malformed`.
 */
export async function requirePending(
  pbePath: string,
  setId: SetId,
  number: string,
): Promise<PendingFolder> {
  const path = pendingPathOf(pbePath);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    throw wrongUse(`no new card of ${pbePath} waits`, `it would lie in ${path}`);
  }
  const pending = await readPending(path);
  if (pending.setId !== setId) {
    throw wrongUse(
      `${path}: a new card of set ${shortSetId(pending.setId)}, and ${pbePath} is set ${shortSetId(setId)}`,
      "nothing was changed; bring the card and its .pbe file together",
    );
  }
  if (pending.number !== number) {
    throw wrongUse(
      `${path}: the new card that waits there has another number`,
      "nothing was changed; compare the number with the one on the card: is it another card's?",
    );
  }
  return { path, pending };
}

async function readPending(folder: string): Promise<PendingReissue> {
  const path = join(folder, NOTE_PATH);
  const text = new TextDecoder().decode(await readInputFile(path));
  try {
    return parsePending(text);
  } catch (error) {
    throw inFile(path, error);
  }
}

/**
 * Finds out whether a new card can wait there, while it is still time to turn back. Leaves no trace.
 *
 * @throws {CliError} as {@link stageFolder}.
 */
export function requireRoomFor(path: string, { eraseUnfinished = false }: StageOptions): void {
  stageFolder(path, { eraseUnfinished, purpose: PURPOSE })[Symbol.dispose]();
}

/**
 * Makes room for a new card, with the note of it already in it. It comes into being with its commit.
 *
 * @throws {CliError} as {@link stageFolder}.
 */
export function stagePending(
  path: string,
  pending: PendingReissue,
  { eraseUnfinished = false }: StageOptions = {},
): StagedFolder {
  const folder = stageFolder(path, { eraseUnfinished, purpose: PURPOSE });
  try {
    folder.write(NOTE_PATH, formatPending(pending));
    return folder;
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

/**
 * The card is on record: it waits no more. What was written of it is still its custodian's, and gets a
 * folder named for it.
 *
 * @returns that folder; undefined where the card is on paper alone.
 * @throws {CliError} `out-unwritable`, which says that the card is on record.
 */
export function settlePending({ path, pending }: PendingFolder): string | undefined {
  const hint = "the card is on record all the same; only its note is left, which can be erased";
  return explained(path, hint, () => {
    const isPaperAlone = readdirSync(path).every((name) => name === NOTE_PATH);
    if (isPaperAlone) {
      eraseFolder(path, [NOTE_PATH]);
      return undefined;
    }
    const place = freeName(join(dirname(path), fileNameOf(pending.issued)));
    renameSync(path, place);
    rmSync(join(place, NOTE_PATH));
    syncName(place, place);
    return place;
  });
}

/**
 * Gives a new card up. What somebody else has put beside it stays.
 *
 * @returns what is still there; undefined if nothing is.
 * @throws {CliError} `out-unwritable`.
 */
export function erasePending({ path, pending }: PendingFolder): string | undefined {
  const name = fileNameOf(pending.issued);
  return explained(path, "set and record are as they were; try again", () => {
    // The note last: as long as it is there, the rest can be found.
    eraseFolder(path, [`${name}.txt`, `${name}.pdf`, NOTE_PATH]);
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? undefined : path;
  });
}

function eraseFolder(path: string, names: readonly string[]): void {
  for (const name of names) {
    rmSync(join(path, name), { force: true });
    syncFolder(path);
  }
  try {
    rmdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
    return;
  }
  syncFolder(dirname(path));
}

/** Nothing is overwritten. */
function freeName(wanted: string): string {
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? wanted : `${wanted}-${nth}`;
    if (lstatSync(name, { throwIfNoEntry: false }) === undefined) return name;
  }
}
