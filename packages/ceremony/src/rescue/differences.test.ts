import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "./differences.js";
import { type Mistakes, repairs } from "./mistakes.js";
import { readDigits } from "./read-digits.js";

const digitsOf = (text: string): number[] => [...text].map((digit) => Number.parseInt(digit, 16));

test.each([
  ["d71c", "d71c", []],
  ["d71c", "d71e", [{ what: "digit", place: 4, says: "c", is: "e" }]],
  ["d7?c", "d71c", [{ what: "digit", place: 3, is: "1" }]],
  ["d17c", "d71c", [{ what: "swapped", place: 2 }]],
  ["d7c", "d71c", [{ what: "missing", place: 3, is: "1" }]],
  ["d711c", "d71c", [{ what: "surplus", place: 4, says: "1" }]],
  [
    "d7?c03",
    "d71c803",
    [
      { what: "missing", place: 5, is: "8" },
      { what: "digit", place: 3, is: "1" },
    ],
  ],
  [
    "ad71ccb",
    "ad71ce",
    [
      { what: "surplus", place: 7, says: "b" },
      { what: "digit", place: 6, says: "c", is: "e" },
    ],
  ],
  ["1cd7", "d71c", [{ what: "exchanged", places: [1, 3], length: 2 }]],
  ["56781234ab", "12345678ab", [{ what: "exchanged", places: [1, 5], length: 4 }]],
  ["0123456789", "fedcba9876", [{ what: "other" }]],
  ["01", "0123", [{ what: "other" }]],
])("%s instead of %s", (read, right, expected) => {
  expect(differences(readDigits(read).digits, digitsOf(right))).toEqual(expected);
});

test("every single mistake is undone by one of the repairs, and told as one", () => {
  const right = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(
      right,
      fc.nat(14),
      fc.integer({ min: 1, max: 15 }),
      fc.constantFrom("digit", "swap", "missing", "surplus"),
      (digits, place, by, what) => {
        const other = ((digits[place] ?? 0) + by) % 16;
        const read = {
          digit: digits.with(place, other),
          swap: digits.with(place, digits[place + 1] ?? 0).with(place + 1, digits[place] ?? 0),
          missing: digits.toSpliced(place, 1),
          surplus: digits.toSpliced(place, 0, other),
        }[what];
        const same =
          read.every((digit, at) => digit === digits[at]) && read.length === digits.length;
        const mistakes: Mistakes = same ? 0 : 1;
        const number = { digits: read, groups: [read.length] };
        const mended = [...repairs(number, mistakes, 16, false)].map((repair) =>
          repair.digits.join(),
        );
        expect(mended).toContain(digits.join());
        expect(new Set(mended).size).toBe(mended.length);
        expect(differences(read, digits)).toHaveLength(mistakes);
      },
    ),
  );
});
