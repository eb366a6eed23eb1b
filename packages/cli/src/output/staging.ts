import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CliError } from "../cli-error.js";

const UNFINISHED = ".dkek-unfinished";

/** Is this the name of a folder in which an interrupted command left something half-made? */
export function isUnfinished(name: string): boolean {
  return name.endsWith(UNFINISHED);
}

/**
 * A folder that comes into being whole or not at all: everything is written beside its place, for
 * its owner alone, and renamed once. Disposing of it before {@link StagedFolder.commit} erases it.
 */
export interface StagedFolder extends Disposable {
  /** Writes a file, 0600, and waits until it is on the disk. `path` is relative, with `/`. */
  write(path: string, content: string | Uint8Array): void;
  /** Gives the folder its name. */
  commit(): void;
}

/**
 * @param out where the folder will be; must not exist.
 * @param eraseUnfinished whether to erase what an interrupted command left in the same place.
 * @throws {CliError} `out-exists`, `file-unfinished`, `out-unwritable`.
 */
export function stageFolder(
  out: string,
  { eraseUnfinished = false }: { eraseUnfinished?: boolean } = {},
): StagedFolder {
  const target = resolve(out);
  const staging = join(dirname(target), `${basename(target)}${UNFINISHED}`);
  if (exists(target)) {
    throw new CliError("out-exists", `${out} exists already`, {
      hint: "nothing is ever overwritten: name a new folder",
    });
  }
  if (exists(staging)) {
    if (!eraseUnfinished) {
      throw new CliError("file-unfinished", `${staging}: left by a command that was interrupted`, {
        hint: "it may hold cards of a set that was never finished and is void; --erase-unfinished erases it",
      });
    }
    rmSync(staging, { recursive: true });
  }
  guarded(out, () => mkdirSync(staging, { mode: 0o700 }));
  let committed = false;
  return {
    write: (path, content) =>
      guarded(out, () => {
        const file = join(staging, path);
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeDurably(file, content);
      }),
    commit: () =>
      guarded(out, () => {
        syncFolder(staging);
        renameSync(staging, target);
        committed = true;
        syncFolder(dirname(target));
      }),
    [Symbol.dispose]: () => {
      if (!committed) rmSync(staging, { recursive: true, force: true });
    },
  };
}

/**
 * Replaces a public file as one step: after a crash there is the old one or the new one.
 *
 * @throws {CliError} `out-unwritable`.
 */
export function replaceFile(path: string, content: string): void {
  const beside = `${path}${UNFINISHED}`;
  guarded(path, () => {
    rmSync(beside, { force: true });
    try {
      writeDurably(beside, content);
      renameSync(beside, path);
    } finally {
      rmSync(beside, { force: true });
    }
  });
}

function writeDurably(path: string, content: string | Uint8Array): void {
  const file = openSync(path, "wx", 0o600);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  // Windows can't open folders; there the rename itself has to do.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Runs a step that writes, and explains why it could not. */
function guarded(out: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new CliError("out-unwritable", `${out}: can't be written: ${REASONS[code] ?? code}`, {
      hint: "nothing was kept; choose another place",
      cause: error,
    });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOENT: "the folder that it should lie in does not exist",
  ENOTDIR: "what it should lie in is no folder",
};
