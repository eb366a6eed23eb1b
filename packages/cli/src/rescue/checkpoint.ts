import { existsSync, rmSync } from "node:fs";
import type { SetId } from "@dkek/ceremony";
import { CliError } from "../cli-error.js";
import { readInputFile } from "../input/files.js";
import { writeDurably } from "../output/durable.js";
import { replaceFile } from "../output/replace-file.js";
import { explained } from "../output/unwritable.js";
import type { Part } from "./settings.js";

/** The order in which passwords are tried: what another one has noted tells nothing here. */
const ORDER = 1;
const FORMAT = "dkek-rescue";

/** How far a part of a search is. */
export interface Place {
  /** The wave that it is at, from 0. */
  readonly wave: number;
  /** Of this part's passwords in that wave, how many of the first were all tried. */
  readonly settled: number;
}

export const START: Place = { wave: 0, settled: 0 };

/** Which search a checkpoint belongs to. */
export interface SearchName {
  readonly setId: SetId;
  readonly part: Part;
  /** Four hex digits over the cards and the settings; see `searchMark`. */
  readonly mark: string;
}

/** Where it is noted how far a search is, if nobody has said: no two searches share a place. */
export function checkpointPath(pbePath: string, { part, mark }: SearchName): string {
  return `${pbePath}.rescue-${mark}${part.of === 1 ? "" : `-${part.nth}-of-${part.of}`}`;
}

/**
 * Notes on the disk how far a search is, for its owner alone, so that it survives a power cut. No digit of
 * a card stands there.
 *
 * @throws {CliError} `out-unwritable`.
 */
export function writeCheckpoint(
  path: string,
  { setId, part, mark }: SearchName,
  place: Place,
): void {
  const note = { format: FORMAT, order: ORDER, setId, part: part.nth, of: part.of, mark, ...place };
  const text = `${JSON.stringify(note)}\n`;
  const hint = "the search goes on, but is not kept: name another place with --checkpoint";
  if (existsSync(path)) replaceFile(path, text);
  else explained(path, hint, () => writeDurably(path, text));
}

/**
 * How far a search was when it was ended.
 *
 * @returns undefined if nothing was noted.
 * @throws {CliError} `checkpoint-other`, `checkpoint-malformed`, and as {@link readInputFile}.
 */
export async function readCheckpoint(path: string, name: SearchName): Promise<Place | undefined> {
  const text = await textAt(path);
  if (text === undefined) return undefined;
  const note = parse(text);
  if (note === undefined) {
    throw new CliError("checkpoint-malformed", `${path}: not the checkpoint of a search`, {
      hint: "name another place with --checkpoint",
    });
  }
  const { setId, part, mark } = name;
  const isOurs =
    note.order === ORDER &&
    note.setId === setId &&
    note.part === part.nth &&
    note.of === part.of &&
    note.mark === mark;
  if (!isOurs) {
    throw new CliError("checkpoint-other", `${path}: notes how far another search is`, {
      hint: "give cards and options just as before to go on with it; or begin anew with another --checkpoint, or erase this one",
    });
  }
  return { wave: note.wave, settled: note.settled };
}

/** What a search is through with need not be kept. */
export function dropCheckpoint(path: string): void {
  explained(path, "erase it yourself", () => rmSync(path, { force: true }));
}

async function textAt(path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readInputFile(path));
  } catch (error) {
    if (error instanceof CliError && error.code === "file-not-found") return undefined;
    throw error;
  }
}

interface Note extends Place {
  readonly order: number;
  readonly setId: string;
  readonly part: number;
  readonly of: number;
  readonly mark: string;
}

function parse(text: string): Note | undefined {
  try {
    const note = JSON.parse(text) as Partial<Note> & { format?: unknown };
    const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
    const isNote = note.format === FORMAT && isCount(note.wave) && isCount(note.settled);
    return isNote ? (note as Note) : undefined;
  } catch {
    return undefined;
  }
}
