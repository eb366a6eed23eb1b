import { CeremonyError } from "@dkek/ceremony";
import { PbeError } from "@dkek/dkek-file";

/**
 * The same error, with the file's path in front of the message: as it was given, because the cards
 * on five sticks may all be called card.txt. Whatever says nothing about the content comes back as it
 * is.
 */
export function inFile(path: string, error: unknown): unknown {
  if (!(error instanceof CeremonyError || error instanceof PbeError)) return error;
  const message = `${path}: ${error.message}`;
  const options = { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  return error instanceof CeremonyError
    ? new CeremonyError(error.code, message, options)
    : new PbeError(error.code, message, options);
}
