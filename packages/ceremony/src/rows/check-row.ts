import { CeremonyError } from "../ceremony-error.js";
import { CHECK_DIGITS, residueOf } from "./check-digits.js";
import { dataDigitsAt, type KnownRows, maskOf, type RowPlace } from "./row-place.js";
import { readTypedRow } from "./row-text.js";
import type { RowSuspect, RowVerdict } from "./row-verdict.js";
import { solePlace } from "./sole-place.js";

/**
 * Checks one row as it is typed, and says what may be wrong with it. It never corrects: what it
 * suspects is for people to compare with the card.
 *
 * - One, two or three wrong digits never pass; of four or more, about one in 4000 does.
 * - One wrong digit is always among the suspects, with its right value, and so are two neighbours
 *   swapped. A row is never explained by both, nor by two different swaps, nor by two different
 *   digits. Two wrong digits never look like one; three may.
 * - A row of another place is among them if that place can be told ({@link solePlace}).
 * - If several explain it, a swap or a single digit comes first: people make those most. A row from
 *   elsewhere looks like one with a single wrong digit in 1 of 25 cases, with a swap in 1 of 400.
 * - A row of another set, or no row of anything, passes in 1 of 4096 cases.
 *
 * @throws {CeremonyError} `row-bad-place`: a card of this set has no such row.
 */
export function checkRow(typed: string, place: RowPlace, known: KnownRows): RowVerdict {
  const dataDigits = dataDigitsAt(known.partBytes[place.part] ?? 0, place.index);
  const mask = maskOf(place);
  if (dataDigits === 0) {
    throw new CeremonyError("row-bad-place", `this card has no row ${place.index + 1} here`, {
      hint: "check that scheme and card go together",
    });
  }

  const { digits, badCharacter } = readTypedRow(typed);
  if (badCharacter !== undefined) {
    const index = digits.indexOf(undefined);
    const suggestion =
      digits.length === dataDigits + CHECK_DIGITS ? fillIn(digits, mask) : undefined;
    return {
      ok: false,
      dataDigits,
      what: "bad-character",
      position: index + 1,
      character: badCharacter,
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  }
  if (digits.length !== dataDigits + CHECK_DIGITS) {
    return { ok: false, dataDigits, what: "length", typed: digits.length };
  }
  return judge(digits as readonly number[], place, known, mask);
}

function judge(
  digits: readonly number[],
  place: RowPlace,
  known: KnownRows,
  mask: number,
): RowVerdict {
  const dataDigits = digits.length - CHECK_DIGITS;
  const residue = residueOf(digits);
  if (residue === mask) {
    return { ok: true, digits: digits.slice(0, dataDigits).map(hexDigit).join("") };
  }
  const elsewhere = solePlace(residue, dataDigits, place, known);
  const suspects: RowSuspect[] = [
    ...swapsThatFit(digits, mask),
    ...digitsThatFit(digits, mask),
    ...(elsewhere === undefined ? [] : [{ kind: "elsewhere", place: elsewhere } as const]),
  ];
  return { ok: false, dataDigits, what: suspects[0]?.kind ?? "foreign", suspects };
}

function swapsThatFit(digits: readonly number[], mask: number): RowSuspect[] {
  return digits.slice(1).flatMap((right, index) => {
    const swapped = digits.with(index, right).with(index + 1, digits[index] ?? 0);
    return residueOf(swapped) === mask ? [{ kind: "swap", position: index + 1 } as const] : [];
  });
}

function digitsThatFit(digits: readonly number[], mask: number): RowSuspect[] {
  return digits.flatMap((_, index) => {
    const gapped = digits.map((digit, place) => (place === index ? undefined : digit));
    const suggestion = fillIn(gapped, mask);
    return suggestion === undefined
      ? []
      : [{ kind: "digit", position: index + 1, suggestion } as const];
  });
}

/** The one digit that completes the row, if exactly one is missing and the others are consistent. */
function fillIn(digits: readonly (number | undefined)[], mask: number): string | undefined {
  const gap = digits.indexOf(undefined);
  const fitting = HEX_DIGITS.filter((candidate) => {
    const completed = digits.map((digit, index) => (index === gap ? candidate : digit));
    return completed.every((digit) => digit !== undefined) && residueOf(completed) === mask;
  });
  return fitting[0] === undefined ? undefined : hexDigit(fitting[0]);
}

const HEX_DIGITS: readonly number[] = Array.from({ length: 16 }, (_, digit) => digit);

function hexDigit(digit: number): string {
  return digit.toString(16);
}
