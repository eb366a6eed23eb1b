import { type Card, CeremonyError, parseCardString, parseCardText } from "@dkek/ceremony";
import { isPicture, readCode } from "@dkek/scan";
import { readInputFile } from "./files.js";
import { inFile } from "./in-file.js";
import { readStandardInput, STANDARD_INPUT } from "./standard-input.js";

/**
 * Reads a card that was named on the command line: a text, or a picture of its QR code, whatever the
 * file is called.
 *
 * @param source a path, or {@link STANDARD_INPUT}.
 * @throws {CliError}, {CeremonyError}, {DkekError} with a code of ScanError; the latter two naming the file.
 */
export async function readCard(source: string): Promise<Card> {
  const piped = source === STANDARD_INPUT;
  const bytes = piped ? await readStandardInput() : await readInputFile(source, { pictures: true });
  try {
    return await cardFrom(bytes);
  } catch (error) {
    throw inFile(piped ? "standard input" : source, error);
  } finally {
    bytes.fill(0);
  }
}

/**
 * @param bytes a text in UTF-8, a PNG or a JPEG file.
 * @throws {CeremonyError}, {ScanError}: `card-line-unknown` for a PDF, too.
 */
export async function cardFrom(bytes: Uint8Array): Promise<Card> {
  if (isPicture(bytes)) return parseCardString(await readCode(bytes));
  return parseCardText(textOf(bytes));
}

/**
 * @param bytes a card as text, in UTF-8.
 * @throws {CeremonyError} `card-line-unknown` for a PDF.
 */
export function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith("%PDF-")) return text;
  throw new CeremonyError("card-line-unknown", "a PDF, which dkek makes but does not read", {
    hint: "give the card's .txt file, a picture of its QR code, or what pdftotext makes of it",
  });
}
