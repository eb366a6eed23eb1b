import { open } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { CliError } from "../cli-error.js";
import { isUnfinished } from "../output/staging.js";

/** Everything that this program reads is small; whatever is not was named by mistake. */
const INPUT_MAX_BYTES = 1024 * 1024;

/**
 * Reads a whole file.
 *
 * @throws {CliError} `file-not-found`, `file-unreadable`, `file-too-large`, or `file-unfinished` in
 * what an interrupted `dkek create` left behind.
 */
export async function readInputFile(path: string): Promise<Uint8Array> {
  if (resolve(path).split(sep).some(isUnfinished)) {
    throw new CliError("file-unfinished", `${path}: part of a set that was never finished`, {
      hint: "erase that folder and create the set again; nothing in it was ever checked",
    });
  }
  try {
    await using file = await open(path, "r");
    const { size } = await file.stat();
    if (size > INPUT_MAX_BYTES) throw tooLarge(path);
    const bytes = await file.readFile();
    // What is no plain file (a pipe, a device) has no size beforehand.
    if (bytes.length > INPUT_MAX_BYTES) throw tooLarge(path);
    return bytes;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw unreadable(path, error);
  }
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
