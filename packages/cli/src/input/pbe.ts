import { PbeError, type PbeFile, parsePbe } from "@dkek/dkek-file";
import { readInputFile } from "./files.js";

/**
 * Reads a `.pbe` file.
 *
 * @throws {CliError} when it can't be read; {PbeError} naming the path when it is none.
 */
export async function readPbe(path: string): Promise<PbeFile> {
  const bytes = await readInputFile(path);
  try {
    return parsePbe(bytes);
  } catch (error) {
    if (!(error instanceof PbeError)) throw error;
    throw new PbeError(error.code, `${path}: ${error.message}`, {
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}
