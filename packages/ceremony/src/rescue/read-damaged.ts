import { bytesToHex } from "@noble/hashes/utils.js";
import { type Card, wipeCard } from "../card.js";
import { cardLines } from "../card-lines.js";
import { looksLikeCardString, parseCardString } from "../card-string.js";
import { parseCardText } from "../card-text.js";
import { CeremonyError } from "../ceremony-error.js";
import { DATA_DIGITS_MAX } from "../rows/check-digits.js";
import { parseSetPrefix } from "../set-id.js";
import { readDigits } from "./read-digits.js";
import type { BesideCode, Reading, ReadNumber } from "./reading.js";

/** A row on a line of its own, as on a sheet; the number behind it orders them. */
const ROW_NAME = /^(prime|value|blinding|salt) row (\d{1,2})$/;

type Label = "prime" | "id" | "value" | "proof" | "set";

const BRACKET = /[([]/;
const ROW = /\brow\s+\d/i;

/** What people call the lines of a card. */
const LABELS: ReadonlyMap<string, Label> = new Map(
  Object.entries({
    prime: "prime",
    "share id": "id",
    id: "id",
    "share value": "value",
    value: "value",
    "blinding value": "proof",
    blinding: "proof",
    salt: "proof",
    set: "set",
  } as const),
);

/**
 * Reads a card that need not be right: its lines as {@link parseCardText} takes them, with a question
 * mark for each character that nobody can read. What is right as it stands is read exactly.
 *
 * @param name what the card is called in reports.
 * @throws {CeremonyError} `card-line-missing` without a share value; `card-line-unknown`, `card-line-twice`.
 */
export function readDamagedCard(text: string, name: string): Reading {
  const exact = exactly(text);
  if (exact === undefined) return linesOf(text, name);
  const reading = readingOf(exact, name, true);
  const besideCode = contradicting(text, reading);
  return besideCode === undefined ? reading : { ...reading, besideCode };
}

/** What a card with its code right says otherwise elsewhere. */
function contradicting(text: string, reading: Reading): BesideCode | undefined {
  const message = refusal(() => wipeCard(parseCardText(text)));
  if (message === undefined) return undefined;
  let lines: Reading | undefined;
  refusal(() => {
    lines = linesOf(text, reading.name);
  });
  if (lines === undefined) return { message };
  const { id, prime = reading.prime } = lines;
  return {
    message,
    lines: {
      ...lines,
      id: id === "" ? reading.id : id,
      ...(prime === undefined ? {} : { prime }),
    },
  };
}

/** A card's lines and rows, without its code. */
function linesOf(text: string, name: string): Reading {
  const found = new Map<Label, string>();
  const rows: { label: Label; place: number; text: string }[] = [];
  for (const { line, content } of cardLines(text)) {
    // A code that was not read right has nothing that people could correct.
    if (looksLikeCardString(content)) continue;
    const colon = content.indexOf(":");
    const title = content.slice(0, Math.max(colon, 0)).trim().replace(/\s+/g, " ").toLowerCase();
    const [, part = "", place] = ROW_NAME.exec(title) ?? [];
    const label = LABELS.get(part || title);
    if (label === undefined) throw unknownLine(line);
    const told = content.slice(colon + 1).trim();
    if (place !== undefined) rows.push({ label, place: Number(place), text: bracketed(told) });
    else if (found.has(label)) throw twice(line, title);
    else found.set(label, told);
  }
  const haveChecks = rows.some(({ text }) => BRACKET.test(text));
  for (const { label, text } of rows.sort((a, b) => a.place - b.place)) {
    const whole = haveChecks && !BRACKET.test(text) ? `${text} (???)` : text;
    found.set(label, `${found.get(label) ?? ""} ${whole}`);
  }
  return readingOfLines(found, name);
}

/** A card that was read exactly. */
export function readingOf(
  { field, id, value, proof, about }: Card,
  name: string,
  sure: boolean,
): Reading {
  return {
    name,
    id: `${id}`,
    prime: readDigits(field.prime.toString(16).padStart(2 * field.byteLength, "0")),
    value: readDigits(bytesToHex(value.expose())),
    ...(proof === undefined ? {} : { proof: readDigits(bytesToHex(proof.expose())) }),
    ...(about === undefined ? {} : { set: about.set }),
    ...(about?.threshold === undefined ? {} : { threshold: about.threshold }),
    sure,
  };
}

function readingOfLines(found: ReadonlyMap<Label, string>, name: string): Reading {
  const number = (label: Label): ReadNumber | undefined => {
    const text = found.get(label) ?? "";
    const read = readDigits(text);
    return read.digits.length === 0 ? undefined : read;
  };
  const value = number("value");
  if (value === undefined) {
    throw new CeremonyError("card-line-missing", 'the line "Share value" is missing', {
      hint: "copy what can be read of the card, with a question mark for each digit that can't",
    });
  }
  const [prime, proof] = [number("prime"), number("proof")];
  const set = parseSetPrefix((found.get("set") ?? "").replace(/\s/g, "").toLowerCase());
  return {
    name,
    id: (found.get("id") ?? "").replace(/\s/g, ""),
    value,
    ...(prime === undefined ? {} : { prime }),
    ...(proof === undefined ? {} : { proof }),
    ...(set === undefined ? {} : { set }),
    sure: false,
  };
}

/**
 * What is right beyond doubt: a code with its checksum, whatever else stands there, or rows with their
 * check digits that make up all of the card.
 */
function exactly(text: string): Card | undefined {
  const lines = cardLines(text).map(({ content }) => content);
  const codes = lines.filter(looksLikeCardString);
  const [code] = codes.flatMap((line) => tried(() => parseCardString(line)));
  if (code !== undefined) return code;
  return lines.some((line) => ROW.test(line)) ? tried(() => parseCardText(text))[0] : undefined;
}

/** Nothing, where it is no card. */
function tried(parse: () => Card): Card[] {
  const cards: Card[] = [];
  refusal(() => cards.push(parse()));
  return cards;
}

/** Why something can't be read; undefined if it can. */
function refusal(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CeremonyError) return error.message;
    throw error;
  }
}

/** A row on a line of its own, with its check digits in brackets, where it has none: they come last. */
function bracketed(row: string): string {
  const { length } = row.replace(/[^0-9A-Za-z?]/g, "");
  if (BRACKET.test(row) || length <= DATA_DIGITS_MAX) return row;
  return row.replace(/((?:[0-9A-Za-z?][^0-9A-Za-z?]*){3})$/, "($1)");
}

function unknownLine(line: number): CeremonyError {
  return new CeremonyError("card-line-unknown", `line ${line} is not part of a card`, {
    hint: "a card is lines such as Prime, Share ID and Share value, each with a colon after its name",
  });
}

function twice(line: number, what: string): CeremonyError {
  return new CeremonyError("card-line-twice", `line ${line}: a second "${what}"`, {
    hint: "give each card a file of its own",
  });
}
