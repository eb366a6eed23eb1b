import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

const NOTE_PATH = "NOTE.txt";
/** Of what others may have put there, no more is shown. */
const SHOWN_LINES_MAX = 600;
const SHOWN_CHARACTERS_MAX = 200;

/** Where the note of an unfinished folder lies. */
export function notePath(folder: string): string {
  return join(folder, NOTE_PATH);
}

/** Adds a line to a note, and waits until it is on the disk. */
export function addToNote(path: string, line: string): void {
  appendFileSync(path, `${line}\n`, { mode: 0o600, flush: true });
}

/** The lines of the note in an unfinished folder, fit for showing; none if there is no such note. */
export function readNote(folder: string): string[] {
  let text: string;
  try {
    text = readFileSync(notePath(folder), "utf8");
  } catch {
    return [];
  }
  return text
    .split("\n")
    .slice(0, SHOWN_LINES_MAX)
    .map((line) => line.replace(/\p{C}/gu, "").slice(0, SHOWN_CHARACTERS_MAX))
    .filter((line) => line !== "");
}
