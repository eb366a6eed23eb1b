import { checkPrimeSync, generatePrimeSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { primeField } from "./prime-field.js";
import { isProbablePrime } from "./probable-prime.js";
import { SharingError } from "./sharing-error.js";

function codeOf(prime: bigint): string {
  try {
    primeField(prime);
    return "prime";
  } catch (error) {
    if (error instanceof SharingError) return error.code;
    throw error;
  }
}

describe("agrees with OpenSSL", () => {
  test("on all numbers up to 3000", () => {
    for (let n = 3n; n < 3000n; n++) {
      expect([n, codeOf(n)]).toEqual([n, checkPrimeSync(n) ? "prime" : "composite-prime"]);
    }
  });

  test("on random odd numbers of up to 64 bytes", () => {
    const odd = fc.bigInt({ min: 1n, max: 2n ** 511n - 1n }).map((n) => 2n * n + 1n);
    fc.assert(
      fc.property(odd, (n) => {
        expect(isProbablePrime(n)).toBe(checkPrimeSync(n));
      }),
    );
  });

  test.each([9, 16, 64, 65, 224, 256, 511, 512])("on its primes of %i bits", (bits) => {
    const prime = generatePrimeSync(bits, { bigint: true });
    const field = primeField(prime);
    expect(field.prime).toBe(prime);
    expect(field.byteLength).toBe(Math.ceil(bits / 8));
  });
});

describe("composites that look like primes", () => {
  test.each([
    // Carmichael numbers (OEIS A002997).
    561n,
    41041n,
    825265n,
    // The least strong pseudoprimes to the first 4, 9, 12 and 13 prime bases (OEIS A014233).
    3215031751n,
    3825123056546413051n,
    318665857834031151167461n,
    3317044064679887385961981n,
  ])("%s", (composite) => {
    expect(codeOf(composite)).toBe("composite-prime");
  });

  test("the product of two large primes", () => {
    const [p, q] = [0, 1].map(() => generatePrimeSync(256, { bigint: true })) as [bigint, bigint];
    expect(codeOf(p * q)).toBe("composite-prime");
    expect(codeOf(p * p)).toBe("composite-prime");
  });

  test("the worst ones, again and again: a few rounds would let some through", () => {
    // (2r + 1)(4r + 1) with both prime and r odd: nearly 1 of 4 bases is fooled.
    for (const composite of [19n * 37n, 31n * 61n, 139n * 277n]) {
      for (let i = 0; i < 3000; i++) expect(isProbablePrime(composite)).toBe(false);
    }
  });
});

test.each([-7n, 0n, 1n, 2n, 2n ** 512n, 2n ** 521n - 1n])("out of range: %s", (number) => {
  expect(codeOf(number)).toBe("prime-out-of-range");
});

test("what was proven once is not proven again", () => {
  const prime = generatePrimeSync(128, { bigint: true });
  expect(primeField(prime)).toBe(primeField(prime));
});

test("a field can't be changed after the proof", () => {
  expect(Object.isFrozen(primeField(257n))).toBe(true);
});
