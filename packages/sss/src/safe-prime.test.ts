import { checkPrimeSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { generateSafePrime } from "./safe-prime.js";
import { SharingError } from "./sharing-error.js";

describe.each([...Array.from({ length: 14 }, (_, i) => i + 3), 63, 64, 65, 128])(
  "%i bits",
  (bits) => {
    test("p and (p - 1) / 2 are prime, and the top bit is set", () => {
      for (let i = 0; i < 5; i++) {
        const prime = generateSafePrime(bits);
        expect(prime.toString(2).length).toBe(bits);
        expect(checkPrimeSync(prime)).toBe(true);
        expect(checkPrimeSync(prime >> 1n)).toBe(true);
      }
    });
  },
);

test("all safe primes of 8 bits come, and no others", () => {
  const drawn = new Set(Array.from({ length: 300 }, () => generateSafePrime(8)));
  expect([...drawn].sort()).toEqual([167n, 179n, 227n]);
});

test("comes of the injected source alone", () => {
  const counting = (): ((length: number) => Uint8Array) => {
    let state = 1;
    return (length) =>
      Uint8Array.from({ length }, () => {
        state = (state * 48271) % 0x7fffffff;
        return state >> 8;
      });
  };
  const prime = generateSafePrime(64, counting());
  expect(generateSafePrime(64, counting())).toBe(prime);
  expect(generateSafePrime(64)).not.toBe(prime);
});

test.each([2, 513, 64.5, Number.NaN])("no primes of %d bits", (bits) => {
  expect(() => generateSafePrime(bits)).toThrow(SharingError);
});
