import { CeremonyError } from "@dkek/ceremony";
import { PbeError } from "@dkek/dkek-file";
import { DkekError } from "@dkek/foundation";
import { CliError } from "../cli-error.js";

/**
 * The same error, with the file's path in front of the message: as it was given, because the cards
 * on five sticks may all be called card.txt. Whatever says nothing about the content comes back as it
 * is.
 */
export function inFile(path: string, error: unknown): unknown {
  if (!(error instanceof DkekError) || error instanceof CliError) return error;
  const message = `${path}: ${error.message}`;
  const options = { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  if (error instanceof CeremonyError) return new CeremonyError(error.code, message, options);
  if (error instanceof PbeError) return new PbeError(error.code, message, options);
  return new DkekError(error.code, message, options);
}
