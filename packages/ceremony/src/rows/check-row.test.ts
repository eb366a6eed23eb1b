import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CeremonyError } from "../ceremony-error.js";
import type { SetId } from "../set-id.js";
import { checkRow } from "./check-row.js";
import { encodeRows } from "./encode-rows.js";
import type { KnownRows, RowPlace } from "./row-place.js";
import type { RowSuspect, RowVerdict } from "./row-verdict.js";

const SET = "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e" as SetId;
const PLACE: RowPlace = { setId: SET, shareId: 2, part: "value", index: 0 };
/** A card alone: nothing typed can be from elsewhere. */
const ALONE: KnownRows = { partBytes: { value: 4 }, shareIds: [] };
/** As in rows.vectors.json ("a stock value"). */
const ROW = "2c3a e66d (55a)";
const DIGITS = ROW.replace(/[^0-9a-f]/g, "");

describe("a right row passes, however it is typed", () => {
  const check = DIGITS.slice(8);
  const variants = [
    ROW,
    DIGITS,
    DIGITS.toUpperCase(),
    `  2c 3a e6 6d  ${check} `,
    `2c3a-e66d-${check}`,
    `2c:3a:e6:6d\t[${check}]`,
    `2c3a\u00a0e66d\u2009\u2013\u2009${check}\r\n`,
  ];
  test.each(variants)("%j", (typed) => {
    expect(checkRow(typed, PLACE, ALONE)).toEqual({ ok: true, digits: "2c3ae66d" });
  });
});

describe("every single wrong digit of random rows is located, with its right value", () => {
  test.each([4, 3, 2, 1])("in rows of %i bytes", (length) => {
    forRandomRows(length, 12, (digits, place, known) => {
      for (let index = 0; index < digits.length; index++) {
        for (const wrong of "0123456789abcdef".replace(digits[index] ?? "", "")) {
          const typed = digits.slice(0, index) + wrong + digits.slice(index + 1);
          expect(suspectsOf(checkRow(typed, place, known))).toEqual([
            { kind: "digit", position: index + 1, suggestion: digits[index] },
          ]);
        }
      }
    });
  });
});

describe("every swap of neighbours, check digits too, is proposed, and nothing else", () => {
  test.each([4, 3, 2, 1])("in rows of %i bytes", (length) => {
    let seen = 0;
    forRandomRows(length, 40, (digits, place, known) => {
      for (let index = 0; index + 1 < digits.length; index++) {
        const [left = "", right = ""] = digits.slice(index, index + 2);
        const typed = digits.slice(0, index) + right + left + digits.slice(index + 2);
        const verdict = checkRow(typed, place, known);
        if (left === right) {
          expect(verdict.ok).toBe(true);
        } else {
          expect(suspectsOf(verdict)).toEqual([{ kind: "swap", position: index + 1 }]);
          seen += 1;
        }
      }
    });
    expect(seen).toBeGreaterThan(50);
  });
});

test("two wrong digits are never taken for one, three never pass", () => {
  const wrongDigits = (count: number) =>
    fc.tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: 10 }), { minLength: count, maxLength: count }),
      fc.array(fc.integer({ min: 1, max: 15 }), { minLength: count, maxLength: count }),
    );
  fc.assert(
    fc.property(wrongDigits(2), wrongDigits(3), (two, three) => {
      const kinds = suspectsOf(checkRow(withErrors(DIGITS, ...two), PLACE, ALONE)).map(
        ({ kind }) => kind,
      );
      expect(kinds).not.toContain("digit");
      expect(checkRow(withErrors(DIGITS, ...three), PLACE, ALONE).ok).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

describe("the number of digits", () => {
  test.each([0, 1, 8, 10, 12, 19])("%i of 11", (count) => {
    const typed = (DIGITS + DIGITS).slice(0, count);
    expect(checkRow(typed, PLACE, ALONE)).toEqual({
      ok: false,
      dataDigits: 8,
      what: "length",
      typed: count,
    });
  });

  test("a shorter last row has its own", () => {
    const known: KnownRows = { partBytes: { value: 6 }, shareIds: [] };
    const verdict = checkRow(DIGITS, { ...PLACE, index: 1 }, known);
    expect(verdict).toMatchObject({ what: "length", typed: 11, dataDigits: 4 });
  });
});

describe("what is no hex digit", () => {
  test("at every place the others tell the right digit, and only then", () => {
    for (let index = 0; index < DIGITS.length; index++) {
      const typed = `${DIGITS.slice(0, index)}O${DIGITS.slice(index + 1)}`;
      const fault = { ok: false, dataDigits: 8, what: "bad-character", character: "O" };
      const position = index + 1;
      const suggestion = DIGITS[index];
      expect(checkRow(typed, PLACE, ALONE)).toEqual({ ...fault, position, suggestion });
      // One too many, or a second one: nothing can be told.
      expect(checkRow(`${typed}0`, PLACE, ALONE)).toEqual({ ...fault, position });
      const twice = `${DIGITS.slice(0, index)}OO${DIGITS.slice(index + 2)}`;
      expect(checkRow(twice, PLACE, ALONE)).toEqual({ ...fault, position });
    }
  });

  test("a letter O is not taken for a zero, even where two of them stand for zeros", () => {
    const [row = ""] = encodeRows(Uint8Array.of(0, 0, 0x3a, 0xe6), PLACE);
    const verdict = checkRow(row.replace("00", "OO"), PLACE, ALONE);
    expect(verdict).toEqual({
      ok: false,
      dataDigits: 8,
      what: "bad-character",
      position: 1,
      character: "O",
    });
  });

  test("the position counts digits, not blanks; odd characters stay whole", () => {
    expect(checkRow("2c 3a-\u{1f600}66d 000", PLACE, ALONE)).toMatchObject({
      position: 5,
      character: "\u{1f600}",
    });
  });
});

test("a place that the card does not have is a mistake of the caller", () => {
  for (const place of [
    { ...PLACE, index: 1 },
    { ...PLACE, part: "salt" as const },
  ]) {
    expect(() => checkRow(ROW, place, ALONE)).toThrow(CeremonyError);
  }
});

test("whatever is typed, there is a verdict that holds at most single digits", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF -O") }),
  );
  fc.assert(
    fc.property(anything, (typed) => {
      const verdict = checkRow(typed, PLACE, ALONE);
      if (verdict.ok) return;
      for (const text of stringsIn(verdict)) {
        const allowed = ["length", "bad-character", "swap", "digit", "elsewhere", "foreign"];
        expect(allowed.includes(text) || [...text].length === 1).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
});

function suspectsOf(verdict: RowVerdict): readonly RowSuspect[] {
  if (verdict.ok || !("suspects" in verdict)) throw new Error("no suspects");
  return verdict.suspects;
}

/** Random data at random places, the row's digits without separators. */
function forRandomRows(
  length: number,
  count: number,
  check: (digits: string, place: RowPlace, known: KnownRows) => void,
): void {
  const rows = fc.sample(
    fc.record({
      bytes: fc.uint8Array({ minLength: length, maxLength: length }),
      shareId: fc.integer({ min: 1, max: 255 }),
      part: fc.constantFrom<RowPlace["part"]>("prime", "value", "blinding", "salt"),
    }),
    count,
  );
  for (const { bytes, shareId, part } of rows) {
    const place: RowPlace = { setId: SET, shareId, part, index: 0 };
    const [row = ""] = encodeRows(bytes, place);
    check(row.replace(/[^0-9a-f]/g, ""), place, { partBytes: { [part]: length }, shareIds: [] });
  }
}

function withErrors(digits: string, places: number[], values: number[]): string {
  return [...digits]
    .map((digit, index) => {
      const error = values[places.indexOf(index)] ?? 0;
      return (Number.parseInt(digit, 16) ^ error).toString(16);
    })
    .join("");
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
