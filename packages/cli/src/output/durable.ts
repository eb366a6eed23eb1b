import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  type Stats,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { CliError } from "../cli-error.js";
import { reasonOf } from "./unwritable.js";

/**
 * Writes a new file for its owner alone, and waits until it is on the disk.
 *
 * @param like a file whose owner and mode it gets instead, as far as the system lets us.
 * @returns its identity.
 */
export function writeDurably(path: string, content: string | Uint8Array, like?: Stats): string {
  const file = openSync(path, "wx", 0o600);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    if (like !== undefined) makeLike(file, like);
    fsyncSync(file);
    return identity(fstatSync(file, { bigint: true }));
  } finally {
    closeSync(file);
  }
}

function makeLike(file: number, { uid, gid, mode }: Stats): void {
  // Only root may give files away; a member of the group may at least keep that.
  const ownership = () => fchownSync(file, uid, gid);
  const groupAlone = () => fchownSync(file, -1, gid);
  if (!tried(ownership)) tried(groupAlone);
  tried(() => fchmodSync(file, mode & 0o777));
}

function tried(step: () => void): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}

/** Which file or folder lies at a path now, whatever its name; undefined if none does. */
export function identityAt(path: string): string | undefined {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found && identity(found);
}

function identity({ dev, ino }: { dev: bigint; ino: bigint }): string {
  return `${dev}:${ino}`;
}

/** Waits until a folder's entries are on the disk. */
export function syncFolder(path: string): void {
  // Windows can't open folders; there the rename itself has to do.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    // Some file systems can't do that for folders, and say so.
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["EINVAL", "ENOTSUP", "EOPNOTSUPP"].includes(code)) throw error;
  } finally {
    closeSync(folder);
  }
}

/**
 * Waits until a name that was just given by renaming is on the disk.
 *
 * @param name the same path as people wrote it.
 * @throws {CliError} `out-unwritable`, which says that everything is there nonetheless.
 */
export function syncName(path: string, name: string): void {
  try {
    syncFolder(dirname(path));
  } catch (error) {
    const message = `${name}: is complete, but may not survive a power cut: ${reasonOf(error)}`;
    throw new CliError("out-unwritable", message, {
      hint: "look whether it is still there after the medium was unmounted, and keep a copy elsewhere",
      cause: error,
    });
  }
}
