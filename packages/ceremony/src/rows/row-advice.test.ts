import { describe, expect, test } from "vitest";
import type { SetId } from "../set-id.js";
import { adviseOnRow } from "./row-advice.js";
import type { RowPlace } from "./row-place.js";
import type { RowFault } from "./row-verdict.js";

const ASKED: RowPlace = { setId: "0".repeat(64) as SetId, shareId: 2, part: "value", index: 3 };
const FAULT = { ok: false, dataDigits: 8 } as const;
const DIGIT = { kind: "digit", position: 5, suggestion: "7" } as const;
const NEXT = { kind: "elsewhere", place: { ...ASKED, index: 4 } } as const;

const cases: { name: string; fault: RowFault; says: string; hint: string }[] = [
  {
    name: "a digit lost",
    fault: { ...FAULT, what: "length", typed: 10 },
    says: "a digit is missing: 10 of 11",
    hint: "compare with the card",
  },
  {
    name: "several lost",
    fault: { ...FAULT, what: "length", typed: 4 },
    says: "7 digits are missing: 4 of 11",
    hint: "compare with the card",
  },
  {
    name: "a digit doubled",
    fault: { ...FAULT, what: "length", typed: 12 },
    says: "one digit too many: 12 instead of 11",
    hint: "compare with the card",
  },
  {
    name: "no check digits",
    fault: { ...FAULT, what: "length", typed: 8 },
    says: "the 3 check digits are missing",
    hint: "in brackets",
  },
  {
    name: "a letter, and nothing known",
    fault: { ...FAULT, what: "bad-character", position: 3, character: "O" },
    says: 'digit 3 is "O", which is no hex digit',
    hint: "is it a 0 (zero)?",
  },
  {
    name: "a letter, and the digit known",
    fault: { ...FAULT, what: "bad-character", position: 9, character: "x", suggestion: "4" },
    says: 'check digit 1 is "x"',
    hint: "call for 4",
  },
  {
    name: "a swap across the border",
    fault: { ...FAULT, what: "swap", suspects: [{ kind: "swap", position: 8 }] },
    says: "digit 8 and check digit 1 seem to be swapped",
    hint: "look at the card",
  },
  {
    name: "a digit",
    fault: { ...FAULT, what: "digit", suspects: [DIGIT] },
    says: "digit 5 should probably be 7",
    hint: "look at the card",
  },
  {
    name: "another row of this card",
    fault: { ...FAULT, what: "elsewhere", suspects: [NEXT] },
    says: "row 5 of the share value of this card",
    hint: "look at the card",
  },
  {
    name: "another card",
    fault: {
      ...FAULT,
      what: "elsewhere",
      suspects: [{ kind: "elsewhere", place: { ...ASKED, shareId: 4 } }],
    },
    says: "row 4 of the share value of card 4, not of card 2",
    hint: "look at the card",
  },
  {
    name: "one of two",
    fault: { ...FAULT, what: "digit", suspects: [DIGIT, NEXT] },
    says: "one of these: digit 5 should probably be 7; or this seems to be row 5",
    hint: "only the card can tell",
  },
  {
    name: "nothing fits",
    fault: { ...FAULT, what: "foreign", suspects: [] },
    says: "does not belong here",
    hint: "compare with the card",
  },
];

describe("each fault in words", () => {
  test.each(cases)("$name", ({ fault, says, hint }) => {
    const advice = adviseOnRow(fault, ASKED);
    expect(advice.message).toContain(says);
    expect(advice.hint).toContain(hint);
  });
});
