import { type PbeFile, parsePbe } from "@dkek/dkek-file";
import { readInputFile } from "./files.js";
import { inFile } from "./in-file.js";

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
    throw inFile(path, error);
  }
}
