import { CHECK_DIGITS, DATA_DIGITS_MAX } from "../rows/check-digits.js";
import type { ReadDigit, ReadNumber } from "./reading.js";

/** What may stand between digits: blanks, colons, dashes, and brackets around check digits. */
const SEPARATORS = /[\s\u200b:\-\u2010-\u2015\u2212.,;()[\]]+/u;
const CHECKS = /[([]([^)\]]*)[)\]]?/gu;

/** Letters that stand for the digit that they look like; nobody writes them for anything else. */
const LETTERS: Readonly<Record<string, number>> = { o: 0, i: 1, l: 1, z: 2, s: 5, t: 7, q: 9 };

/**
 * Reads the digits of a number that may be damaged: hex digits of either case, letters that look like a
 * digit, and anything else, best a question mark, for one that nobody can read. Three digits in brackets
 * are the check digits of what stands before them.
 */
export function readDigits(text: string): ReadNumber {
  const rows = rowsIn(text);
  if (rows !== undefined) {
    return {
      digits: rows.flatMap(({ data }) => data),
      groups: rows.map(({ data }) => data.length),
      checks: rows.map(({ check }) => check),
    };
  }
  const groups = groupsOf(text);
  return { digits: groups.flat(), groups: groups.map(({ length }) => length) };
}

/** Where rows end, of a number that was written without any blanks. */
export function groupsToExchange({ digits, groups }: ReadNumber): readonly number[] {
  if (groups.length > 1) return groups;
  const size = digits.length > 2 * DATA_DIGITS_MAX ? DATA_DIGITS_MAX : 2;
  return Array.from({ length: Math.ceil(digits.length / size) }, (_, nth) =>
    Math.min(size, digits.length - nth * size),
  );
}

interface Row {
  readonly data: readonly ReadDigit[];
  readonly check: readonly ReadDigit[];
}

/** @returns undefined where there are no check digits in brackets, or not behind every row. */
function rowsIn(text: string): Row[] | undefined {
  const rows: Row[] = [];
  let end = 0;
  for (const match of text.matchAll(CHECKS)) {
    const data = groupsOf(text.slice(end, match.index)).flat();
    const check = groupsOf(match[1] ?? "").flat();
    if (data.length === 0 || check.length !== CHECK_DIGITS) return undefined;
    rows.push({ data, check });
    end = match.index + match[0].length;
  }
  return rows.length > 0 && groupsOf(text.slice(end)).length === 0 ? rows : undefined;
}

function groupsOf(text: string): ReadDigit[][] {
  return text
    .split(SEPARATORS)
    .filter((group) => group !== "")
    .map((group) => [...group].map(readDigit));
}

function readDigit(character: string): ReadDigit {
  if (/^[0-9a-f]$/i.test(character)) return Number.parseInt(character, 16);
  return LETTERS[character.toLowerCase()];
}
