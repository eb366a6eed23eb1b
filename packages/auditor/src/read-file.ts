import { PageError } from "./page-error.js";

/** The largest are photos of phones. */
const FILE_MAX_BYTES = 32 * 1024 * 1024;

/**
 * Reads a file that was chosen or dropped.
 *
 * @throws {PageError}
 */
export async function readFile(file: File): Promise<Uint8Array> {
  if (file.size > FILE_MAX_BYTES) {
    throw new PageError("file-too-large", "too large for anything that can be checked here", {
      hint: "it was chosen by mistake, or a picture is to be taken with fewer pixels",
    });
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new PageError("file-unreadable", "the browser can't read it", {
      hint: "give files, not folders, and leave the stick where it is",
      cause,
    });
  }
}
