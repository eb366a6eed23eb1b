import type { Card } from "./card.js";
import { parseShareId } from "./card-fields.js";
import { cardFromRows, type LabelledRow } from "./card-rows.js";
import { CeremonyError } from "./ceremony-error.js";
import type { RowPart } from "./rows/row-place.js";
import { parseSetPrefix, type SetPrefix } from "./set-id.js";

/** Stands on every printed sheet of a card, and tells its text from all others. */
export const SHEET_MARK = "dkek card sheet v1";

/** Words and digits as they follow each other in a line: capitals as printed, any blanks between them. */
const MARK = new RegExp(`${SHEET_MARK.replaceAll(" ", "\\s+")}(?![0-9])`);
const SHARE_ID = /\bShare\s+ID[\s:]+([0-9]{1,4})(?![0-9A-Za-z])/g;
/** The digits after their name; five groups by themselves, if the page's layout has moved the name away. */
const SETS = [
  /\bSet[\s:]+((?:[0-9a-f]{4}\s*){5})(?![0-9A-Za-z])/gi,
  /(?<![0-9A-Za-z]\s?)((?:[0-9a-f]{4} ){4}[0-9a-f]{4})(?!\s?[0-9A-Za-z])/gi,
];
/** Letters that are no hex digits as well: a row that was misread is to be named, not missed. */
const ROW =
  /\b(Prime|Value|Blinding|Salt)\s+row\s+([0-9]{1,2})[\s:]+([0-9A-Za-z]{4}\s+[0-9A-Za-z]{4}\s+[([]?[0-9A-Za-z]{3})(?![0-9A-Za-z])/g;

/** Is this the text of a printed sheet, whatever else is in it? */
export function isSheetText(text: string): boolean {
  return MARK.test(text);
}

/**
 * Reads the card in the text of its printed sheet, as `pdftotext` or a PDF viewer's clipboard gives it:
 * set, share ID and rows, wherever they stand on the page. Everything else is ignored. What stands there
 * twice, as on two copies, has to be the same.
 *
 * @throws {CeremonyError} `card-line-missing`, `card-line-twice` (more than one card),
 * `card-contradiction`, and as {@link cardFromRows}.
 */
export function parseSheetText(text: string): Card {
  const lines = text.split(/\r\n|[\n\r\f]/);
  const ids = lines.flatMap((line) => found(SHARE_ID, line).map(([id = ""]) => Number(id)));
  const id = only(ids, "Share ID");
  const set = only(lines.flatMap(setsIn), "Set");
  const rows = lines.flatMap((line, index) => rowsIn(line, index + 1));
  if (rows.length === 0) throw missing("rows are");
  return cardFromRows(withoutCopies(rows), set, parseShareId(`${id}`, "share ID"));
}

/** What the groups of a pattern held, for each of its matches. */
function found(pattern: RegExp, line: string): string[][] {
  return [...line.matchAll(pattern)].map(([, ...groups]) => groups);
}

function setsIn(line: string): SetPrefix[] {
  return SETS.flatMap((pattern) => found(pattern, line)).flatMap(
    ([digits = ""]) => parseSetPrefix(digits.replace(/\s/g, "").toLowerCase()) ?? [],
  );
}

function rowsIn(line: string, number: number): LabelledRow[] {
  return found(ROW, line).flatMap(([name = "", place = "", text = ""]) => {
    // Three words may be as long as a row's groups.
    if (!/[0-9]/.test(text) && !/^[a-f\s([]+$/i.test(text)) return [];
    const part = name.toLowerCase() as RowPart;
    const where = `line ${number}: ${part} row ${Number(place)}`;
    return [{ part, index: Number(place) - 1, text, where }];
  });
}

/** The one value of what a card has once. */
function only<Value extends number | string>(values: readonly Value[], name: string): Value {
  const [value, ...others] = new Set(values);
  if (value === undefined) throw missing(`${name} is`);
  if (others.length > 0) {
    const all = [value, ...others].join(", ");
    throw new CeremonyError(
      "card-line-twice",
      `the text holds more than one card: ${name} ${all}`,
      { hint: "give each card a file of its own" },
    );
  }
  return value;
}

function missing(what: string): CeremonyError {
  return new CeremonyError("card-line-missing", `the sheet's ${what} missing in its text`, {
    hint: "take the text of the whole page, such that its lines stay whole: pdftotext -raw does so",
  });
}

/** Each row once. @throws {CeremonyError} `card-contradiction`: two that should be the same are not. */
function withoutCopies(rows: readonly LabelledRow[]): LabelledRow[] {
  const first = new Map<string, LabelledRow>();
  for (const row of rows) {
    const place = `${row.part} ${row.index}`;
    const known = first.get(place) ?? row;
    if (digitsOf(known) !== digitsOf(row)) {
      throw new CeremonyError(
        "card-contradiction",
        `${row.where}: stands there a second time, with other digits than in ${known.where}`,
        { hint: "take the text of one sheet; if it is one, compare it with the paper" },
      );
    }
    first.set(place, known);
  }
  return [...first.values()];
}

function digitsOf({ text }: LabelledRow): string {
  return text.replace(/[^0-9A-Za-z]/g, "").toLowerCase();
}
