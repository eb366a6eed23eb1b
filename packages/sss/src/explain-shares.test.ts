import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combine } from "./combine.js";
import { explainShares, locateErrors } from "./explain-shares.js";
import { fittingThreshold } from "./fitting-threshold.js";
import { readNumber, writeNumber } from "./number-bytes.js";
import { P224_ORDER } from "./p224-order.js";
import { primeField } from "./prime-field.js";
import type { Share } from "./share.js";
import { split } from "./split.js";

const secret = Uint8Array.of(0x5e, 0xc2, 0xe7);
const P224 = primeField(P224_ORDER);
const SC_HSM = primeField(0xdd3c21e95204186bn);

/** Off by a number that depends on the ID, so that no two wrong shares are wrong alike. */
function spoil(shares: readonly Share[], ids: readonly number[]): Share[] {
  return shares.map((share) => {
    if (!ids.includes(share.id)) return share;
    const { prime, byteLength } = share.field;
    const error = 1n + BigInt(share.id) ** 9n * 0x9e3779b97f4a7c15n;
    const value = (readNumber(share.value) + error) % prime;
    return { ...share, value: writeNumber(value, byteLength) };
  });
}

function* choices(ids: readonly number[], count: number): Generator<number[]> {
  if (count === 0) return yield [];
  for (const [i, id] of ids.entries()) {
    for (const rest of choices(ids.slice(i + 1), count - 1)) yield [id, ...rest];
  }
}

const idsUpTo = (total: number): number[] => Array.from({ length: total }, (_, i) => i + 1);

describe.each([
  { name: "the order of P-224", field: P224 },
  { name: "a 64-bit prime", field: SC_HSM },
])("over $name", ({ field }) => {
  const shares = split(secret, { field, threshold: 5, total: 9 });

  test("5 of 9: no, any one and any two wrong shares are located, the threshold known or not", () => {
    let cases = 0;
    for (const count of [0, 1, 2]) {
      for (const wrong of choices(idsUpTo(9), count)) {
        const explanation = { threshold: 5, wrong, surplus: 4 - count };
        const given = spoil(shares, wrong);
        expect(locateErrors(given, 5)).toEqual(explanation);
        expect(explainShares(given)).toEqual([explanation]);
        const right = given.filter(({ id }) => !wrong.includes(id));
        expect(combine(right, { threshold: 5 }).slice(-3)).toEqual(secret);
        cases += 1;
      }
    }
    expect(cases).toBe(1 + 9 + 36);
  });

  test("5 of 9: three or four wrong ones are too many, and that is said", () => {
    for (const count of [3, 4]) {
      for (const wrong of choices(idsUpTo(9), count)) {
        const given = spoil(shares, wrong);
        expect(locateErrors(given, 5)).toBeUndefined();
        expect(explainShares(given)).toEqual([]);
      }
    }
  });

  test("with one share too many a wrong one shows, but not which it is", () => {
    const six = shares.slice(0, 6);
    expect(locateErrors(six, 5)).toEqual({ threshold: 5, wrong: [], surplus: 1 });
    expect(explainShares(six)).toEqual([{ threshold: 5, wrong: [], surplus: 1 }]);
    for (const id of idsUpTo(6)) {
      expect(locateErrors(spoil(six, [id]), 5)).toBeUndefined();
      expect(explainShares(spoil(six, [id]))).toEqual([]);
    }
  });

  test("just enough shares prove nothing, right or wrong", () => {
    const nothing = { threshold: 5, wrong: [], surplus: 0 };
    expect(locateErrors(shares.slice(2, 7), 5)).toEqual(nothing);
    expect(locateErrors(spoil(shares.slice(2, 7), [4]), 5)).toEqual(nothing);
    for (const count of [1, 2, 3, 4, 5]) expect(explainShares(shares.slice(0, count))).toEqual([]);
  });

  test("a threshold that is too high explains the same shares with less surplus; one too low does not", () => {
    const given = spoil(shares, [7]);
    expect(locateErrors(given, 6)).toEqual({ threshold: 6, wrong: [7], surplus: 2 });
    expect(locateErrors(given, 7)).toEqual({ threshold: 7, wrong: [7], surplus: 1 });
    expect(locateErrors(given, 8)).toBeUndefined();
    expect(locateErrors(given, 4)).toBeUndefined();
  });

  test("any threshold and IDs, any order, any errors up to half the surplus", () => {
    const heaps = fc.integer({ min: 2, max: 30 }).chain((threshold) =>
      fc.integer({ min: threshold, max: Math.min(threshold + 20, 255) }).chain((count) =>
        fc.record({
          threshold: fc.constant(threshold),
          ids: fc.uniqueArray(fc.integer({ min: 1, max: 255 }), {
            minLength: count,
            maxLength: count,
          }),
          errors: fc.array(fc.bigInt({ min: 1n, max: field.prime - 1n }), {
            maxLength: Math.floor((count - threshold) / 2),
          }),
        }),
      ),
    );
    fc.assert(
      fc.property(heaps, ({ threshold, ids, errors }) => {
        const all = split(secret, { field, threshold, total: 255 });
        const given = ids.map((id, i): Share => {
          const share = all[id - 1] as Share;
          const value = (readNumber(share.value) + (errors[i] ?? 0n)) % field.prime;
          return { ...share, value: writeNumber(value, field.byteLength) };
        });
        const surplus = ids.length - threshold - errors.length;
        const explanation = { threshold, wrong: ids.slice(0, errors.length), surplus };
        expect(locateErrors(given, threshold)).toEqual(explanation);
        expect(explainShares(given)).toEqual(surplus > 0 ? [explanation] : []);
      }),
      { numRuns: 60 },
    );
  });
});

test("128 of 255 with as many wrong ones as can be located, and with one more", () => {
  const all = split(secret, { field: P224, threshold: 128, total: 255 });
  const wrong = idsUpTo(63).map((i) => 4 * i + 1);
  const explanation = { threshold: 128, wrong, surplus: 64 };
  expect(locateErrors(spoil(all, wrong), 128)).toEqual(explanation);
  expect(explainShares(spoil(all, wrong))).toEqual([explanation]);
  expect(locateErrors(spoil(all, [...wrong, 2]), 128)).toBeUndefined();
  expect(explainShares(spoil(all, [...wrong, 2]))).toEqual([]);
});

describe("against trying out all subsets, over a tiny field, where chance plays along", () => {
  const field = primeField(11n);

  /** All ways to leave out as few shares as possible, at most `most`, so that the rest fits. */
  function subsets(shares: readonly Share[], threshold: number, most: number): number[][] {
    for (let count = 0; count <= most; count++) {
      const found = [
        ...choices(
          shares.map(({ id }) => id),
          count,
        ),
      ].filter(
        (wrong) => fittingThreshold(shares.filter(({ id }) => !wrong.includes(id))) <= threshold,
      );
      if (found.length > 0) return found;
    }
    return [];
  }

  const values = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 3, maxLength: 9 });
  const heaps = fc
    .tuple(values, fc.shuffledSubarray(idsUpTo(10), { minLength: 10 }), fc.nat({ max: 3 }))
    // Random values rarely fit, so some of them are set to those of a line or a parabola.
    .chain(([numbers, ids, degree]) =>
      fc.record({
        degree: fc.constant(degree),
        shares: fc.constant(
          numbers.map((number, i): Share => {
            const id = ids[i] ?? 0;
            const value = i % 4 === 3 || degree === 3 ? number : 3 * id ** degree + 5 * id + 2;
            return { field, id, value: Uint8Array.of(value % 11) };
          }),
        ),
      }),
    );

  test("a known threshold", () => {
    let located = 0;
    fc.assert(
      fc.property(heaps, fc.integer({ min: 2, max: 5 }), ({ shares }, threshold) => {
        fc.pre(shares.length >= threshold);
        const found = subsets(shares, threshold, Math.floor((shares.length - threshold) / 2));
        expect(found.length).toBeLessThan(2);
        const [wrong] = found;
        const explanation = locateErrors(shares, threshold);
        expect(explanation?.wrong).toEqual(wrong);
        if (wrong !== undefined && wrong.length > 0) located += 1;
      }),
      { numRuns: 500 },
    );
    expect(located).toBeGreaterThan(25);
  });

  test("an unknown threshold: every explanation, and no other", () => {
    const counts = [0, 0, 0, 0];
    fc.assert(
      fc.property(heaps, ({ shares }) => {
        const expected = new Map<string, unknown>();
        // From above, so that for each polynomial its lowest threshold stays.
        for (let threshold = shares.length - 1; threshold >= 2; threshold--) {
          const most = Math.floor((shares.length - threshold) / 2);
          for (const wrong of subsets(shares, threshold, most)) {
            const surplus = shares.length - wrong.length - threshold;
            expected.set(String(wrong), { threshold, wrong, surplus });
          }
        }
        const explanations = explainShares(shares);
        const surpluses = explanations.map(({ surplus }) => surplus);
        expect(surpluses).toEqual([...surpluses].sort((a, b) => b - a));
        expect(new Set(explanations)).toEqual(new Set(expected.values()));
        const place = Math.min(explanations.length, 3);
        counts[place] = (counts[place] ?? 0) + 1;
      }),
      { numRuns: 500 },
    );
    // None, one and several were all seen.
    expect(counts.slice(0, 3).every((count) => count > 5)).toBe(true);
  });
});

test("shares that were made to agree: ambiguous, not believed", () => {
  // A line through 6 shares, and the other 3 set so that all 9 lie on one curve of degree 6.
  const line = split(secret, { field: P224, threshold: 2, total: 9 });
  const factor = 12345n;
  const given = line.map((share): Share => {
    const x = BigInt(share.id);
    const off = [1n, 2n, 3n, 4n, 5n, 6n].reduce((product, root) => product * (x - root), factor);
    const value = (readNumber(share.value) + off) % P224_ORDER;
    return { ...share, value: writeNumber(value < 0n ? value + P224_ORDER : value, 28) };
  });
  expect(explainShares(given)).toEqual([
    { threshold: 2, wrong: [7, 8, 9], surplus: 4 },
    { threshold: 7, wrong: [], surplus: 2 },
  ]);
  expect(locateErrors(given, 2)).toEqual({ threshold: 2, wrong: [7, 8, 9], surplus: 4 });
});

test("two sets over one prime: the larger one is found if it outnumbers the other by the threshold", () => {
  const ours = split(secret, { field: P224, threshold: 3, total: 9 });
  const theirs = split(Uint8Array.of(1), { field: P224, threshold: 3, total: 9 });
  const mixed = (count: number): Share[] => [...ours.slice(0, count), ...theirs.slice(count)];
  expect(explainShares(mixed(6))).toEqual([{ threshold: 3, wrong: [7, 8, 9], surplus: 3 }]);
  expect(explainShares(mixed(5))).toEqual([]);
  expect(explainShares(mixed(3))).toEqual([{ threshold: 3, wrong: [1, 2, 3], surplus: 3 }]);
});
