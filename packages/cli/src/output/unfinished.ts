import { randomBytes } from "node:crypto";
import { readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { isRunning, thisProcess } from "./running-process.js";
import { readNote } from "./unfinished-note.js";

/** How the name of something ends that is not finished. */
export const UNFINISHED = ".dkek-unfinished";

/** Is this the name of something that a command has not finished, or never will? */
export function isUnfinished(name: string): boolean {
  return name.endsWith(UNFINISHED);
}

/**
 * Does a path lead into something unfinished, by its names or through symbolic links? What does not
 * exist is judged by the folder that it would lie in.
 */
export function liesInUnfinished(path: string): boolean {
  return [resolve(path), realPath(path)].some((names) => names.split(sep).some(isUnfinished));
}

function realPath(path: string): string {
  try {
    // The native one goes through links before it goes up at "..", as opening does.
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

/**
 * A new place beside a target in which to prepare it: nobody else's, and with a name that tells which
 * process is at work there. Needs no file of its own for that.
 */
export function newUnfinishedPath(target: string): string {
  const { pid, started } = thisProcess();
  return `${target}.${pid}-${started}-${randomBytes(4).toString("hex")}${UNFINISHED}`;
}

/** Something that was or is being prepared for a target. */
export interface Unfinished {
  readonly path: string;
  readonly pid: number;
  /** Is the process still at work? */
  readonly running: boolean;
  /** Of a set that is void, if nobody is at work on it: papers that are out, and have to be destroyed. */
  readonly papers: readonly string[];
}

/** All that was or is being prepared for a target. */
export function unfinishedBeside(target: string): Unfinished[] {
  const folder = dirname(target);
  const start = `${basename(target)}.`;
  return readdirSync(folder).flatMap((name) => {
    if (!name.startsWith(start) || !isUnfinished(name)) return [];
    const mark = name.slice(start.length, -UNFINISHED.length);
    const [, pid, started] = /^([0-9]{1,10})-([0-9]+)-[0-9a-f]{8}$/.exec(mark) ?? [];
    if (pid === undefined || started === undefined) return [];
    const maker = { pid: Number(pid), started };
    const path = join(folder, name);
    return [{ path, pid: maker.pid, running: isRunning(maker), papers: readNote(path) }];
  });
}
