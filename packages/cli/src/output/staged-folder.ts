import { lstatSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { CliError } from "../cli-error.js";
import { countedPapers } from "./counted-papers.js";
import { identityAt, syncFolder, syncName, writeDurably } from "./durable.js";
import {
  liesInUnfinished,
  newUnfinishedPath,
  type Unfinished,
  unfinishedBeside,
} from "./unfinished.js";
import { addToNote, notePath } from "./unfinished-note.js";
import { explained, reasonOf } from "./unwritable.js";

/**
 * A folder that comes into being whole or not at all: everything is written beside its place, for
 * its owner alone, and renamed once. Disposing of it before {@link StagedFolder.commit} erases it.
 */
export interface StagedFolder extends Disposable {
  /** Writes a file, 0600, and waits until it is on the disk. `path` is relative, with `/`. */
  write(path: string, content: string | Uint8Array): void;
  /**
   * Notes a paper that is about to come into being, on the disk at once: should the power fail, whoever
   * finds the folder is told what to destroy. The note is gone once the folder is whole.
   *
   * @param paper what people call it; public.
   */
  notePaper(paper: string): void;
  /** Papers that are out of the sets that were erased to make room for this one. */
  readonly papersOfErased: readonly string[];
  /** Gives the folder its name, if all that was written is still in it. */
  commit(): void;
}

const HINT = "nothing was kept; choose another place";

/** What a folder is for, in the messages about one that came to nothing. */
export interface FolderPurpose {
  /** The command that makes one, such as `create`. */
  readonly command: string;
  /** What one that was never finished may hold. */
  readonly leftover: string;
  /** What to do if somebody reached into it meanwhile. */
  readonly again: string;
}

const SET: FolderPurpose = {
  command: "create",
  leftover: "cards of a set that was never finished and is void",
  again: "the set is void: erase what is left of it, wherever it is now, and create it again",
};

export interface StageOptions {
  /** Erase what an interrupted command left in the same place. */
  readonly eraseUnfinished?: boolean;
  /** A set of cards, if absent. */
  readonly purpose?: FolderPurpose;
}

/**
 * @param out where the folder will be; must not exist.
 * @throws {CliError} `wrong-use` if what lies there would be taken for unfinished; `out-exists`;
 * `file-unfinished` if another command is at work on it or was interrupted; `out-unwritable`.
 */
export function stageFolder(
  out: string,
  { eraseUnfinished = false, purpose = SET }: StageOptions = {},
): StagedFolder {
  const target = resolve(out);
  if (liesInUnfinished(target)) {
    throw new CliError("wrong-use", `${out}: such a name is for what is not finished`, {
      hint: "name a folder that neither ends in .dkek-unfinished nor lies in one that does",
    });
  }
  requireFree(target, out);
  const staging = newUnfinishedPath(target);
  const made = new Map<string, string>();
  const makeFolder = (path: string): void => {
    mkdirSync(path, { mode: 0o700 });
    made.set(path, identityAt(path) ?? "");
  };
  explained(out, HINT, () => makeFolder(staging));
  let papersOfErased: readonly string[];
  try {
    // Only now: of two that start at the same time, at least one sees the other.
    papersOfErased = explained(out, HINT, () =>
      settleOthers(target, staging, eraseUnfinished, purpose),
    );
  } catch (error) {
    erase(staging, purpose);
    throw error;
  }
  let committed = false;
  const note = notePath(staging);
  return {
    papersOfErased,
    notePaper: (paper) =>
      explained(out, HINT, () => {
        requireUntouched(made, out, purpose);
        addToNote(note, paper);
        if (!made.has(note)) syncFolder(staging);
        made.set(note, identityAt(note) ?? "");
      }),
    write: (path, content) =>
      explained(out, HINT, () => {
        requireUntouched(made, out, purpose);
        const names = path.split("/");
        for (let depth = 1; depth < names.length; depth++) {
          const folder = join(staging, ...names.slice(0, depth));
          if (!made.has(folder)) makeFolder(folder);
        }
        const file = join(staging, ...names);
        made.set(file, writeDurably(file, content));
      }),
    commit: () => {
      explained(out, HINT, () => {
        requireUntouched(made, out, purpose);
        if (made.delete(note)) rmSync(note);
        for (const path of made.keys()) if (lstatSync(path).isDirectory()) syncFolder(path);
        // Renaming would replace an empty folder.
        requireFree(target, out);
        renameSync(staging, target);
        committed = true;
      });
      syncName(target, out);
    },
    [Symbol.dispose]: () => {
      // What lies there by now may be somebody else's.
      if (!committed && identityAt(staging) === made.get(staging)) erase(staging, purpose);
    },
  };
}

/**
 * Makes sure that a folder would be a new one, before anybody waits for what goes into it.
 *
 * @throws {CliError} `out-exists`.
 */
export function requireNewFolder(out: string): void {
  requireFree(resolve(out), out);
}

function requireFree(target: string, out: string): void {
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return;
  throw new CliError("out-exists", `${out} exists already`, {
    hint: "nothing is ever overwritten: name a new folder",
  });
}

/**
 * Leaves those alone who are at work on the same target, and erases what others left, if allowed.
 *
 * @returns papers that are out of what was erased.
 */
function settleOthers(
  target: string,
  ours: string,
  eraseUnfinished: boolean,
  { command, leftover }: FolderPurpose,
): string[] {
  const others = unfinishedBeside(target).filter(({ path }) => path !== ours);
  const busy = others.find(({ running }) => running);
  if (busy !== undefined) {
    const message = `${busy.path}: another dkek ${command} is running (process ${busy.pid})`;
    throw new CliError("file-unfinished", message, {
      hint: `wait for it, or name another folder; if process ${busy.pid} is something else, erase it yourself`,
    });
  }
  for (const { path, papers } of others) {
    if (!eraseUnfinished) {
      throw new CliError("file-unfinished", `${path}: left by a command that was interrupted`, {
        hint: `it may hold ${leftover}; --erase-unfinished erases it${papersToDestroy(papers)}`,
      });
    }
    rmSync(path, { recursive: true, force: true });
  }
  return others.flatMap(({ papers }) => papers);
}

function papersToDestroy(papers: Unfinished["papers"]): string {
  return papers.length === 0
    ? ""
    : `. Collect and destroy what is on paper: ${countedPapers(papers)}`;
}

/** @param made everything that was written, with its identity. */
function requireUntouched(
  made: ReadonlyMap<string, string>,
  out: string,
  { again }: FolderPurpose,
): void {
  for (const [path, identity] of made) {
    if (identityAt(path) === identity) continue;
    const message = `${out}: somebody moved, replaced or erased ${path} while it was being made`;
    throw new CliError("out-unwritable", message, {
      hint: again,
    });
  }
}

/** Never throws: why it must be erased is what people have to know first. */
function erase(staging: string, { leftover }: FolderPurpose): void {
  try {
    rmSync(staging, { recursive: true, force: true });
  } catch (error) {
    process.stderr.write(`dkek: ${staging}: can't be erased: ${reasonOf(error)}\n`);
    process.stderr.write(`      it may hold ${leftover}: erase it yourself\n`);
  }
}
