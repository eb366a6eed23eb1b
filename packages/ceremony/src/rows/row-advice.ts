import { CHECK_DIGITS } from "./check-digits.js";
import { LOOKALIKES } from "./lookalikes.js";
import type { RowPart, RowPlace } from "./row-place.js";
import type { RowFault, RowSuspect } from "./row-verdict.js";

/** A fault in words: what is wrong, and what to do next. Holds no more of the row than the fault. */
export interface RowAdvice {
  readonly message: string;
  readonly hint: string;
}

/** @param asked the place that the row was typed for. */
export function adviseOnRow(fault: RowFault, asked: RowPlace): RowAdvice {
  switch (fault.what) {
    case "length":
      return adviseOnLength(fault.typed, fault.dataDigits);
    case "bad-character": {
      const { position, character, suggestion, dataDigits } = fault;
      const lookalike = LOOKALIKES[character.toLowerCase()] ?? "hex digits are 0 to 9 and a to f";
      return {
        message: `${digitName(position, dataDigits)} is ${JSON.stringify(character)}, which is no hex digit`,
        hint:
          suggestion === undefined
            ? lookalike
            : `the other digits call for ${suggestion} there: compare with the card`,
      };
    }
    default:
      return adviseOnSuspects(fault.suspects, fault.dataDigits, asked);
  }
}

function adviseOnLength(typed: number, dataDigits: number): RowAdvice {
  const expected = dataDigits + CHECK_DIGITS;
  if (typed === dataDigits) {
    return {
      message: `${typed} digits: the ${CHECK_DIGITS} check digits are missing`,
      hint: "type the digits in brackets, too",
    };
  }
  const off = Math.abs(typed - expected);
  const digits = off === 1 ? "a digit is" : `${off} digits are`;
  return {
    message:
      typed < expected
        ? `${digits} missing: ${typed} of ${expected}`
        : `${off === 1 ? "one digit" : `${off} digits`} too many: ${typed} instead of ${expected}`,
    hint: "compare with the card, group by group",
  };
}

function adviseOnSuspects(
  suspects: readonly RowSuspect[],
  dataDigits: number,
  asked: RowPlace,
): RowAdvice {
  const [first, ...others] = suspects.map((suspect) => suspectInWords(suspect, dataDigits, asked));
  if (first === undefined) {
    return {
      message: "this row does not belong here",
      hint: "either several digits are wrong, or it is another row, or one of another card or set: compare with the card from its first digit on",
    };
  }
  if (others.length === 0) {
    return { message: first, hint: "look at the card before you change anything" };
  }
  return {
    message: `one of these: ${[first, ...others].join("; or ")}`,
    hint: "only the card can tell which: look before you change anything",
  };
}

function suspectInWords(suspect: RowSuspect, dataDigits: number, asked: RowPlace): string {
  switch (suspect.kind) {
    case "swap": {
      const left = digitName(suspect.position, dataDigits);
      return `${left} and ${digitName(suspect.position + 1, dataDigits)} seem to be swapped`;
    }
    case "digit":
      return `${digitName(suspect.position, dataDigits)} should probably be ${suspect.suggestion}`;
    case "elsewhere": {
      const { shareId, part, index } = suspect.place;
      const row = `row ${index + 1} of the ${PART_NAME[part]}`;
      return shareId === asked.shareId
        ? `this seems to be ${row} of this card`
        : `this seems to be ${row} of card ${shareId}, not of card ${asked.shareId}`;
    }
  }
}

const PART_NAME: Readonly<Record<RowPart, string>> = {
  prime: "prime",
  value: "share value",
  blinding: "blinding value",
  salt: "salt",
};

function digitName(position: number, dataDigits: number): string {
  return position > dataDigits ? `check digit ${position - dataDigits}` : `digit ${position}`;
}
