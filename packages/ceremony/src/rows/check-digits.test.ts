import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDigitsOf, residueOf } from "./check-digits.js";

/*
 * The promises about wrong digits are proven on errors alone, for all of them. That suffices because
 * the residue is linear (shown first): the residue of a row with errors is that of the row as it
 * should be, which is the place's mask, exclusive-or that of the errors. So whether a row passes, and
 * which single digits or swaps explain it, depends on the errors and neither on the digits nor on the
 * mask.
 */

const LENGTHS = [11, 9, 7, 5];
const VALUES = Array.from({ length: 15 }, (_, value) => value + 1);

describe("the code", () => {
  const digits = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 15 }), {
      size: "max",
      minLength: length,
      maxLength: length,
    });

  test("is linear", () => {
    fc.assert(
      fc.property(digits(11), digits(11), (a, b) => {
        const sum = a.map((digit, index) => digit ^ (b[index] ?? 0));
        expect(residueOf(sum)).toBe(residueOf(a) ^ residueOf(b));
      }),
      { numRuns: 2000 },
    );
  });

  test("has the codewords that are 0 at 1, α and α² (by another arithmetic)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }).chain((length) => digits(length)),
        (data) => {
          const check = checkDigitsOf(data);
          const word = [...data, check >> 8, (check >> 4) & 15, check & 15];
          for (const power of [0, 1, 2]) expect(valueAt(word, power)).toBe(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("is shortened by leaving out zeros in front", () => {
    expect(checkDigitsOf([0, 0, 0xa, 0xb])).toBe(checkDigitsOf([0xa, 0xb]));
  });
});

describe.each(LENGTHS)("rows of %i digits, over all errors", (length) => {
  /** The residues of all errors in exactly the given number of digits. */
  function* errors(count: number, from = 0, residue = 0): Generator<number> {
    if (count === 0) {
      yield residue;
      return;
    }
    for (let place = from; place + count <= length; place++) {
      for (const value of VALUES) {
        yield* errors(count - 1, place + 1, residue ^ unit(place, value));
      }
    }
  }

  /** By linearity all others are sums of these. */
  const units = Array.from({ length }, (_, place) =>
    Array.from({ length: 16 }, (_, value) =>
      residueOf(Array.from({ length }, (_, index) => (index === place ? value : 0))),
    ),
  );
  function unit(place: number, value: number): number {
    const residue = units[place]?.[value];
    if (residue === undefined) throw new Error("no such error");
    return residue;
  }

  /** A swap of neighbours adds the same to both: the exclusive-or of the two. */
  const swaps = Array.from({ length: length - 1 }, (_, place) =>
    VALUES.map((value) => unit(place, value) ^ unit(place + 1, value)),
  ).flat();
  const singles = new Set(errors(1));

  test.each([1, 2, 3])("%i wrong digits never pass", (count) => {
    let seen = 0;
    for (const residue of errors(count)) {
      if (residue === 0) throw new Error("an error passes");
      seen += 1;
    }
    expect(seen).toBe(choose(length, count) * 15 ** count);
  });

  test("a single wrong digit has one explanation as such", () => {
    expect(singles.size).toBe(15 * length);
  });

  test("two wrong digits never look like one", () => {
    expect([...errors(2)].filter((residue) => singles.has(residue))).toEqual([]);
  });

  test("a swap of neighbours has one explanation as such, and never looks like one wrong digit", () => {
    expect(new Set(swaps).size).toBe(15 * (length - 1));
    expect(swaps.filter((residue) => singles.has(residue) || residue === 0)).toEqual([]);
  });

  test("some four wrong digits pass: no more is promised than is true", () => {
    expect([...errors(2)].length).toBeGreaterThan(new Set(errors(2)).size);
  });
});

/** The digits as a polynomial, the last one x⁰, at α to the given power. */
function valueAt(digits: readonly number[], power: number): number {
  return digits.reduce((sum, digit, index) => {
    const exponent = power * (digits.length - 1 - index);
    let term = digit;
    for (let i = 0; i < exponent; i++) term = term & 8 ? ((term << 1) & 15) ^ 3 : term << 1;
    return sum ^ term;
  }, 0);
}

function choose(n: number, k: number): number {
  return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
}
