import { type Card, parseCardText } from "@dkek/ceremony";
import { readInputFile } from "./files.js";
import { inFile } from "./in-file.js";
import { wrongUse } from "./options.js";
import { canAsk, readStandardInput, STANDARD_INPUT } from "./standard-input.js";

/**
 * The cards that were named on the command line (paths, or `-` for standard input), or else typed at
 * a prompt.
 *
 * @param needed how many are needed, where that is known.
 * @throws {CliError} `wrong-use` if none was named and there is nobody to ask; {CeremonyError} naming
 * the file and line that is not right.
 */
export async function readCards(
  sources: readonly string[],
  needed: number | undefined,
  signal: AbortSignal,
): Promise<Card[]> {
  if (sources.length > 0) return Promise.all(sources.map(readCard));
  if (!canAsk()) {
    throw wrongUse(
      "no card was given, and there is no terminal to ask for one",
      "name each card with --card FILE, or - for standard input",
    );
  }
  const { askForCards } = await import("../terminal/ask-cards.js");
  return askForCards(needed, signal);
}

async function readCard(source: string): Promise<Card> {
  const piped = source === STANDARD_INPUT;
  const name = piped ? "standard input" : source;
  const bytes = piped ? await readStandardInput() : await readInputFile(source);
  try {
    return parseCardText(new TextDecoder().decode(bytes));
  } catch (error) {
    throw inFile(name, error);
  } finally {
    bytes.fill(0);
  }
}
