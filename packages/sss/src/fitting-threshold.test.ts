import { expect, test } from "vitest";
import { fittingThreshold } from "./fitting-threshold.js";
import { writeNumber } from "./number-bytes.js";
import { primeField } from "./prime-field.js";
import type { Share } from "./share.js";
import { split } from "./split.js";

const P224 = primeField(0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn);

test("a surplus of shares shows the threshold, in any order", () => {
  for (const threshold of [2, 3, 7, 40, 254]) {
    const shares = split(Uint8Array.of(9), { field: P224, threshold, total: 255 });
    const some = shares.reverse().slice(0, threshold + 1);
    expect(fittingThreshold(some)).toBe(threshold);
    expect(fittingThreshold([...some].sort((a, b) => (a.id % 7) - (b.id % 7)))).toBe(threshold);
  }
});

test("without a surplus nothing can be said", () => {
  const shares = split(Uint8Array.of(9), { field: P224, threshold: 5, total: 9 });
  expect(fittingThreshold(shares.slice(0, 5))).toBe(5);
  expect(fittingThreshold(shares.slice(2, 5))).toBe(3);
  expect(fittingThreshold(shares.slice(3, 4))).toBe(1);
});

test("polynomials written down by hand", () => {
  const field = primeField(11n);
  const at = (polynomial: (x: number) => number, ...ids: number[]): Share[] =>
    ids.map((id) => ({ field, id, value: writeNumber(BigInt(polynomial(id) % 11), 1) }));
  expect(fittingThreshold(at(() => 0, 1, 2, 3))).toBe(1);
  expect(fittingThreshold(at(() => 4, 1, 5, 9))).toBe(1);
  expect(fittingThreshold(at((x) => 4 + 3 * x, 9, 2, 7, 1))).toBe(2);
  expect(fittingThreshold(at((x) => x * x, 10, 2, 7, 1))).toBe(3);
  expect(fittingThreshold(at((x) => 1 + x ** 5, 10, 2, 7, 1, 3, 5, 8))).toBe(6);
  // x^10 is 1 for every x but 0, in this field.
  expect(fittingThreshold(at((x) => x ** 5 * x ** 5, 1, 2, 3, 4))).toBe(1);
});
