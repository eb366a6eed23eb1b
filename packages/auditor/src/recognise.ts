import {
  type Card,
  type EarlierReport,
  parseCardString,
  parseCardText,
  parseEarlierReport,
  parseRecord,
  type SetRecord,
} from "@dkek/ceremony";
import { PBE_LENGTH_BYTES, type PbeFile, parsePbe } from "@dkek/dkek-file";
import { type KeyBackup, parseKeyBackup } from "@dkek/dkek-file/key-backup";
import { DkekError } from "@dkek/foundation";
import { type CodeReader, isPicture } from "@dkek/scan/reader";
import { PageError } from "./page-error.js";

/** What a file turned out to be: it does not matter what it is called. */
export type Recognised =
  | { readonly kind: "pbe"; readonly it: PbeFile }
  | { readonly kind: "record"; readonly it: SetRecord }
  | { readonly kind: "backup"; readonly it: KeyBackup }
  | { readonly kind: "card"; readonly it: Card }
  /** What `dkek verify --report` wrote for machines. */
  | { readonly kind: "report"; readonly it: EarlierReport }
  /** None of these, or one that is damaged. */
  | { readonly kind: "unreadable"; readonly error: DkekError };

/**
 * Finds out what a file is, from what is in it.
 *
 * @param bytes left as they are: to wipe them is the caller's job, if it was a card.
 */
export async function recognise(bytes: Uint8Array, readPicture: CodeReader): Promise<Recognised> {
  try {
    if (isPicture(bytes)) {
      return { kind: "card", it: parseCardString(await readPicture(bytes)) };
    }
    if (startsWith(bytes, "Salted__")) return { kind: "pbe", it: parsePbe(bytes) };
    if (startsWith(bytes, "%PDF-")) {
      throw new PageError("pdf", "a PDF, which dkek makes but does not read", {
        hint: "give the card's .txt file, or a picture of its QR code",
      });
    }
    const text = textOf(bytes);
    // No text, so a key backup or a .pbe that begins wrongly: each says what is wrong with it.
    if (text === undefined) {
      return bytes.length === PBE_LENGTH_BYTES
        ? { kind: "pbe", it: parsePbe(bytes) }
        : { kind: "backup", it: parseKeyBackup(bytes) };
    }
    if (!/^\s*\{/.test(text)) return { kind: "card", it: parseCardText(text) };
    return isReport(text)
      ? { kind: "report", it: parseEarlierReport(text) }
      : { kind: "record", it: parseRecord(text) };
  } catch (error) {
    if (error instanceof DkekError) return { kind: "unreadable", error };
    throw error;
  }
}

/** Anything else that begins like JSON is taken for a record, which says best what is wrong with it. */
function isReport(text: string): boolean {
  try {
    const json = JSON.parse(text);
    return "made" in json && "files" in json;
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, place) => bytes[place] === character.charCodeAt(0));
}

/** @returns undefined for what no text in UTF-8 is. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
