import { constants, type FileHandle, open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isPicture } from "@dkek/scan";
import { CliError } from "../cli-error.js";
import { liesInUnfinished } from "../output/unfinished.js";

/** Everything that this program reads is small; whatever is not was named by mistake. */
const INPUT_MAX_BYTES = 1024 * 1024;
/** All but pictures, where those may come: a page scanned in colour, or a phone's photo. */
const PICTURE_MAX_BYTES = 32 * INPUT_MAX_BYTES;

export interface InputOptions {
  /** May it be a picture, and as large as pictures are? */
  readonly pictures?: boolean;
}

/** How long a pipe may be without anybody who writes into it. */
const WRITER_WAIT_MS = 5000;
/** How often a pipe is asked again. */
const RETRY_MS = 20;

/**
 * Reads a whole file, or what comes out of a pipe.
 *
 * @throws {CliError} `file-not-found`, `file-unreadable`, `file-too-large`, or `file-unfinished` in
 * what an interrupted `dkek create` left behind.
 */
export async function readInputFile(
  path: string,
  { pictures = false }: InputOptions = {},
): Promise<Uint8Array> {
  if (liesInUnfinished(path)) {
    throw new CliError("file-unfinished", `${path}: part of a set that was never finished`, {
      hint: "erase that folder and create the set again; nothing in it was ever checked",
    });
  }
  try {
    // Without O_NONBLOCK, opening a pipe that nobody writes into would never end. Windows has neither.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return await readAll(file, path, pictures);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw unreadable(path, error);
  }
}

/** Reads to the end, or to the limit: a device, or a pipe, need not have an end. */
async function readAll(file: FileHandle, path: string, pictures: boolean): Promise<Uint8Array> {
  const isPipe = (await file.stat()).isFIFO();
  const patience = Date.now() + WRITER_WAIT_MS;
  // One more than is allowed. What is never touched costs no memory.
  const room = new Uint8Array((pictures ? PICTURE_MAX_BYTES : INPUT_MAX_BYTES) + 1);
  let length = 0;
  try {
    for (;;) {
      // Only what begins like a picture gets the room of one.
      const allowed = isPicture(room) ? room : room.subarray(0, INPUT_MAX_BYTES + 1);
      if (length === allowed.length) throw tooLarge(path);
      const count = await readSome(file, allowed, length);
      if (count === 0 && isPipe && length === 0) {
        if (Date.now() > patience) throw silent(path);
      } else if (count === 0) {
        return room.slice(0, length);
      }
      if (count) length += count;
      else await sleep(RETRY_MS);
    }
  } finally {
    // It may have been a card.
    room.fill(0, 0, length);
  }
}

/** @returns how many bytes came; 0 at the end; undefined if there are none yet. */
async function readSome(
  file: FileHandle,
  into: Uint8Array,
  at: number,
): Promise<number | undefined> {
  try {
    return (await file.read(into, at, into.length - at)).bytesRead;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
    throw error;
  }
}

function silent(path: string): CliError {
  return new CliError("file-unreadable", `${path}: a pipe that nobody writes into`, {
    hint: "start what should write into it",
  });
}

function tooLarge(path: string): CliError {
  return new CliError("file-too-large", `${path}: larger than anything that dkek reads`, {
    hint: "is it the right file?",
  });
}

function unreadable(path: string, error: unknown): CliError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") {
    return new CliError("file-not-found", `${path}: no such file`, {
      hint: "check the spelling; a path is relative to the folder that you are in",
    });
  }
  const why = REASONS[code ?? ""] ?? code ?? "unknown reason";
  return new CliError("file-unreadable", `${path}: can't be read: ${why}`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EISDIR: "it is a folder",
  EIO: "the disk or stick reports an error",
};
