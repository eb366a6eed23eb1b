import { CHECK_DIGITS, checkDigitsOf } from "../rows/check-digits.js";
import { dataDigitsAt, maskOf, type RowPlace } from "../rows/row-place.js";
import { type Mistakes, type Rank, type Repair, repairs } from "./mistakes.js";
import { countOpen, filledIn } from "./open-digits.js";
import type { ReadDigit, ReadNumber } from "./reading.js";

/** A row with its check digits. */
type Row = readonly ReadDigit[];

/** Where the rows of a number stand. */
export type RowsPlace = Omit<RowPlace, "index">;

/**
 * The same as `repairs` for a number whose rows have check digits: those alone that the check digits
 * confirm, of 4096 one. A mistake in a check digit counts as well.
 *
 * @param length how many digits the number has.
 * @returns none where the rows are not those of such a number.
 */
export function* repairsOfRows(
  read: ReadNumber,
  mistakes: Mistakes,
  length: number,
  place: RowsPlace,
): Generator<Repair> {
  const rows = rowsOf(read, length);
  if (rows === undefined) return;
  yield* inPlace(rows, mistakes, length, place, 0);
  if (mistakes === 0) return;
  for (let a = 0; a < rows.length; a++) {
    for (let b = a + 1; b < rows.length; b++) {
      const exchanged = rows.with(a, rows[b] ?? []).with(b, rows[a] ?? []);
      yield* inPlace(exchanged, (mistakes - 1) as Mistakes, length, place, 2);
    }
  }
}

/** @returns undefined unless there are as many rows as the number has. */
function rowsOf({ digits, groups, checks = [] }: ReadNumber, length: number): Row[] | undefined {
  if (checks.length !== groups.length || dataDigitsAt(length / 2, checks.length - 1) === 0) return;
  if (dataDigitsAt(length / 2, checks.length) !== 0) return;
  let at = 0;
  return groups.map((size, index) => {
    const row = [...digits.slice(at, at + size), ...(checks[index] ?? [])];
    at += size;
    return row;
  });
}

/** Mistakes within rows, each in its place. */
function* inPlace(
  rows: readonly Row[],
  mistakes: Mistakes,
  length: number,
  place: RowsPlace,
  rank: Rank,
): Generator<Repair> {
  const repaired = rows.map((row, index) => {
    const known = new Map<Mistakes, Repair[]>();
    return (count: Mistakes): readonly Repair[] => {
      const list = known.get(count) ?? [...confirmed(row, count, length, { ...place, index })];
      known.set(count, list);
      return list;
    };
  });
  function* from(index: number, left: number): Generator<Repair> {
    const row = repaired[index];
    if (row === undefined) {
      if (left === 0) yield { digits: [], rank };
      return;
    }
    for (let count = 0; count <= left; count++) {
      for (const own of row(count as Mistakes)) {
        for (const rest of from(index + 1, left - count)) {
          yield {
            digits: [...own.digits, ...rest.digits],
            rank: Math.max(own.rank, rest.rank) as Rank,
          };
        }
      }
    }
  }
  yield* from(0, mistakes);
}

/**
 * What a row may be that its check digits confirm, without them. Of a row with many gaps they can't confirm
 * anything: then no mistakes are sought in it, or its gaps stay open.
 */
function* confirmed(
  row: Row,
  mistakes: Mistakes,
  length: number,
  place: RowPlace,
): Generator<Repair> {
  const dataDigits = dataDigitsAt(length / 2, place.index);
  const mask = maskOf(place);
  if (mistakes > (MISTAKES_BESIDE_GAPS[countOpen(row)] ?? 0)) return;
  const read = { digits: row, groups: [row.length] };
  for (const { digits, rank } of repairs(read, mistakes, dataDigits + CHECK_DIGITS, false)) {
    const [data, check] = [digits.slice(0, dataDigits), digits.slice(dataDigits)];
    if (countOpen(check) === CHECK_DIGITS || countOpen(data) > GAPS_FILLED_MAX) {
      yield { digits: data, rank };
      continue;
    }
    for (const filled of filledIn(data)) {
      if (fits(checkDigitsOf(filled) ^ mask, check)) yield { digits: filled, rank };
    }
  }
}

/** Whether check digits are those that were read, as far as they could be. */
function fits(expected: number, read: Row): boolean {
  return read.every((digit, place) => {
    const shift = 4 * (CHECK_DIGITS - 1 - place);
    return digit === undefined || digit === ((expected >> shift) & 0xf);
  });
}

/** How many mistakes are sought in a row with 0, 1, 2, … digits that nobody can read. */
const MISTAKES_BESIDE_GAPS: readonly Mistakes[] = [2, 2, 1];

/** Each makes sixteen times as many to check. */
const GAPS_FILLED_MAX = 4;
