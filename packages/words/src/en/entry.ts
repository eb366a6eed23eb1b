import type { CardVerdict, NumberFault } from "@dkek/ceremony";
import type { Advice } from "../advice.js";
import type { CardPlace, EntryWords } from "../entry-words.js";
import { rows } from "./rows.js";

const COMPARE = "compare with the card, group by group";

export const entry: EntryWords = {
  setAhead: (set, file) => `cards of set ${set}${file === undefined ? "" : ` (${file})`}:`,
  start:
    "The cards come in one by one, in any order. At any time you can scan a card's QR code, or type back, skip (this card) or quit.",
  askCard: (place, mayEnd) => {
    const ending = place.nth === 1 ? "Enter for none" : "Enter if that was the last card";
    return `${nameOf(place)}: share ID, or scan its QR code${mayEnd ? ` (${ending})` : ""}`;
  },
  askRow: (place, { id, row, orWhole, asRow, mayLeaveOut }) => {
    const number = row.part === "prime" ? "prime" : "share value";
    const start = `${nameOf(place)} (ID ${id})`;
    if (!asRow) return `${start}: the ${number}`;
    const which = `${rows.part(row.part)} row ${row.index + 1} of ${row.of}`;
    const whole = orWhole ? `; without check digits, the whole ${number}` : "";
    const leave = mayLeaveOut ? "; Enter leaves these rows out: they only prove the card" : "";
    return `${start}, ${which}: the digits and their 3 check digits${whole}${leave}`;
  },
  cardIn: (place, ids) => {
    const left = place.of === undefined ? undefined : place.of - place.nth;
    const more = left === undefined ? "" : left === 0 ? "; that is all" : `; ${left} more needed`;
    const all = ids.length > 1 ? `; in are IDs ${listOf(ids)}` : "";
    return `${nameOf(place)} (ID ${ids.at(-1)}): in${all}${more}`;
  },
  skipped: "skipped: nothing of this card was kept",
  nothingBefore: {
    message: "there is nothing to go back to in this card",
    hint: "type skip to take another one",
  },
  fault: (fault) => {
    switch (fault.what) {
      case "nothing-typed":
        return { message: "nothing was typed", hint: "type back, skip or quit if you can't go on" };
      case "bad-id":
        return {
          message: "a share ID is a number from 1 to 255",
          hint: "it stands above the rows of the card",
        };
      case "already-in":
        return {
          message: `the card with ID ${fault.id} is already in`,
          hint: "each card counts once: take the next one",
        };
      case "row":
        return rows.advice(fault.fault, fault.place);
      case "number":
        return onNumber(fault.fault);
      case "code":
        return fault.code === "card-version-unknown"
          ? {
              message: "this code is of a newer version of dkek",
              hint: "use that version, or type the rows of the card",
            }
          : {
              message: "this is not the whole code of a card",
              hint: "scan it again, slowly and in good light; or type the rows",
            };
      case "another-card":
        return {
          message: `this is card ${fault.id}, not card ${fault.asked}`,
          hint: `take the paper of card ${fault.asked}, or type skip`,
        };
      case "other-set":
        return {
          message: `card ${fault.id} belongs to another set`,
          hint: "sort it out: the Set on it is not the one that is wanted here",
        };
      case "other-prime":
        return {
          message: `card ${fault.id} belongs to another set: its prime is another one`,
          hint: "sort it out, or compare the primes digit by digit",
        };
      case "record":
        return {
          message: onRecord(fault.id, fault.verdict),
          hint: "type skip to take another card",
        };
      case "not-this":
        return {
          message: `this is a ${fault.face} of a card, but not what this card has there`,
          hint: "read again from the paper, from the first digit on",
        };
    }
  },
  unreadable: (path, { message, hint }) => ({
    message: message.includes(path) ? message : `${path}: ${message}`,
    hint: hint ?? "",
  }),
};

function nameOf({ nth, of }: CardPlace): string {
  return of === undefined ? `card ${nth}` : `card ${nth} of ${of}`;
}

function listOf(ids: readonly number[]): string {
  return `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}`;
}

function onNumber(fault: NumberFault): Advice {
  switch (fault.what) {
    case "bad-character":
      return {
        message: `digit ${fault.position} is "${fault.character}", which is no hex digit`,
        hint: "hex digits are 0 to 9 and a to f",
      };
    case "pairs":
      return { message: "there are not two digits between the colons", hint: COMPARE };
    case "nothing":
      return { message: "there are no digits", hint: COMPARE };
    case "odd":
      return { message: `${fault.typed} digits: one is missing, or one too many`, hint: COMPARE };
    case "length":
      return {
        message: `${fault.typed} digits where the prime has ${fault.expected}`,
        hint: COMPARE,
      };
    case "too-large":
      return { message: "larger than the prime, which no share can be", hint: COMPARE };
    case "no-prime":
      return { message: "no prime that a set can have", hint: COMPARE };
  }
}

function onRecord(id: number, verdict: CardVerdict): string {
  switch (verdict) {
    case "unknown":
      return `the record knows no card ${id}, or no such issue of it`;
    case "other-set":
      return `card ${id} belongs to another set`;
    default:
      return `card ${id} is not what the record holds: it was altered, or copied wrongly`;
  }
}
