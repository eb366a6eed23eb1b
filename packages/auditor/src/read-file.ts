import { isPicture } from "@dkek/scan/reader";
import { PageError } from "./page-error.js";

/** As under `dkek verify`: only what begins like a picture gets the room of one. */
const FILE_MAX_BYTES = 1024 * 1024;
/** The largest are photos of phones. */
const PICTURE_MAX_BYTES = 32 * FILE_MAX_BYTES;
/** Enough of a file to tell whether it is a picture. */
const BEGINNING_BYTES = 16;

/**
 * Reads a file that was chosen or dropped.
 *
 * @throws {PageError}
 */
export async function readFile(file: File): Promise<Uint8Array> {
  try {
    const beginning = new Uint8Array(await file.slice(0, BEGINNING_BYTES).arrayBuffer());
    if (file.size > (isPicture(beginning) ? PICTURE_MAX_BYTES : FILE_MAX_BYTES)) throw tooLarge();
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    if (cause instanceof PageError) throw cause;
    throw new PageError("file-unreadable", "the browser can't read it", {
      hint: "give files, not folders, and leave the stick where it is",
      cause,
    });
  }
}

function tooLarge(): PageError {
  return new PageError("file-too-large", "too large for anything that can be checked here", {
    hint: "it was chosen by mistake, or a picture is to be taken with fewer pixels",
  });
}
