import { type Card, parseCardString, wipeCard } from "@dkek/ceremony";
import { type Reading, readDamagedCard, readingOf } from "@dkek/ceremony/rescue";
import { isPicture, readCode } from "@dkek/scan";
import { textOf } from "../input/card.js";
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { readStandardInput, STANDARD_INPUT } from "../input/standard-input.js";

/**
 * Reads a card that need not be right: a text, or a picture of its QR code.
 *
 * @param source a path, or {@link STANDARD_INPUT}.
 * @throws {CliError}, {CeremonyError}, {DkekError} with a code of ScanError; the latter two naming the file.
 */
export async function readReading(source: string): Promise<Reading> {
  const piped = source === STANDARD_INPUT;
  const name = piped ? "standard input" : source;
  const bytes = piped ? await readStandardInput() : await readInputFile(source, { pictures: true });
  try {
    if (!isPicture(bytes)) return readDamagedCard(textOf(bytes), name);
    return exactly(parseCardString(await readCode(bytes)), name);
  } catch (error) {
    throw inFile(name, error);
  } finally {
    bytes.fill(0);
  }
}

/** A card whose checksum was right. */
export function exactly(card: Card, name: string): Reading {
  const reading = readingOf(card, name, true);
  wipeCard(card);
  return reading;
}
