import {
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from "node:fs";
import { CliError } from "../cli-error.js";
import { syncName, writeDurably } from "./durable.js";
import { newUnfinishedPath } from "./unfinished.js";
import { explained } from "./unwritable.js";

/**
 * Replaces a public file as one step: after a crash there is the old one or the new one. Owner and
 * mode stay, as far as possible; of a symbolic link, what it leads to is replaced.
 *
 * @throws {CliError} `out-unwritable`.
 */
export function replaceFile(path: string, content: string): void {
  const hint = "the old file is untouched, and what should have been noted in it is not";
  const target = explained(path, hint, () => {
    const { place, old } = findOld(path);
    const beside = newUnfinishedPath(place);
    try {
      writeDurably(beside, content, old);
      renameSync(beside, place);
    } finally {
      rmSync(beside, { force: true });
    }
    return place;
  });
  syncName(target, path);
}

/**
 * Finds out whether {@link replaceFile} will work, while it is still time to turn back. Leaves no trace.
 *
 * @throws {CliError} `out-unwritable`.
 */
export function requireReplaceable(path: string): void {
  const hint = "nothing was changed yet; make it writable, or work with a copy in another place";
  explained(path, hint, () => {
    // Not all that forbids writing shows in the permissions: only trying tells.
    const beside = newUnfinishedPath(findOld(path).place);
    try {
      writeDurably(beside, "");
    } finally {
      rmSync(beside, { force: true });
    }
  });
}

function findOld(path: string): { place: string; old: Stats } {
  const place = realpathSync.native(path);
  const old = statSync(place);
  // Root could put a file in the place of a device.
  if (!old.isFile()) {
    throw new CliError("out-unwritable", `${path}: can't be written: it is no plain file`, {
      hint: "name a file on a disk",
    });
  }
  // Renaming does not ask whether the old file is write-protected.
  closeSync(openSync(place, "r+"));
  return { place, old };
}
