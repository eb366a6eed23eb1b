import { CHECK_DIGITS } from "./check-digits.js";

const GROUP_DIGITS = 4;

/**
 * What may stand between digits without meaning anything: blanks, dashes, colons, and the brackets
 * around the check digits.
 */
const SEPARATOR = /[\s\u200b:()[\]\-\u2010-\u2015\u2212]/gu;

/**
 * A row for people: data digits in groups of four, check digits in brackets, because the stock tool
 * must not get them: `2c3a e66d (4f1)`. The string is as secret as the row, and can't be wiped.
 *
 * @param digits data and check digits, as numbers 0 to 15.
 */
export function formatRow(digits: readonly number[]): string {
  const text = digits.map((digit) => digit.toString(16)).join("");
  const data = text.slice(0, -CHECK_DIGITS);
  const groups = data.match(new RegExp(`.{1,${GROUP_DIGITS}}`, "g")) ?? [];
  return `${groups.join(" ")} (${text.slice(-CHECK_DIGITS)})`;
}

/** A row as typed, before anything is known of it. */
export interface TypedRow {
  /** All that was typed in place of digits; undefined stands for what is no hex digit. */
  readonly digits: readonly (number | undefined)[];
  /** The first that is no hex digit. */
  readonly badCharacter: string | undefined;
}

/**
 * Reads what was typed: either case, and any blanks, dashes, colons and brackets, wherever they
 * stand. How many digits there are, the caller judges.
 */
export function readTypedRow(typed: string): TypedRow {
  const characters = [...typed.replace(SEPARATOR, "")];
  const digits = characters.map((character) =>
    /^[0-9a-f]$/i.test(character) ? Number.parseInt(character, 16) : undefined,
  );
  return { digits, badCharacter: characters[digits.indexOf(undefined)] };
}
