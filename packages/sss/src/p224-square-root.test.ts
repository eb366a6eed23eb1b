import fc from "fast-check";
import { expect, test } from "vitest";
import { P224_PRIME as P, squareRoot } from "./p224-square-root.js";

const numbers = fc.bigInt({ min: 1n, max: P - 1n });

test("a square gives one of its two roots; times a number without a root, none", () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const square = (number * number) % P;
      expect([number, P - number]).toContain(squareRoot(square));
      expect(squareRoot((square * 11n) % P)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

test("roots of unity of every order that is a power of 2: all digits of the exponent", () => {
  // By plain multiplication: 11^(2^128 − 1).
  let root = 11n;
  for (let i = 1; i < 128; i++) root = (((root * root) % P) * 11n) % P;
  expect(squareRoot(root)).toBeUndefined();
  let orders = 0;
  for (; root !== 1n; orders++) {
    const square = (root * root) % P;
    expect([root, P - root]).toContain(squareRoot(square));
    root = square;
  }
  expect(orders).toBe(96);
});

test("the smallest and the largest numbers", () => {
  expect(squareRoot(0n)).toBe(0n);
  expect([1n, P - 1n]).toContain(squareRoot(1n));
  expect([2n, P - 2n]).toContain(squareRoot(4n));
  const root = squareRoot(P - 1n) ?? 0n;
  expect((root * root) % P).toBe(P - 1n);
});
