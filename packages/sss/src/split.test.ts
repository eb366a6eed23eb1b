import { generatePrimeSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combine } from "./combine.js";
import { fittingThreshold } from "./fitting-threshold.js";
import { readNumber, writeNumber } from "./number-bytes.js";
import { type PrimeField, primeField } from "./prime-field.js";
import { generateSafePrime } from "./safe-prime.js";
import type { Share } from "./share.js";
import { shareAt } from "./share-at.js";
import { split } from "./split.js";

const FIELDS = [
  { name: "64-bit safe prime", field: primeField(generateSafePrime(64)) },
  {
    name: "order of P-224",
    field: primeField(0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn),
  },
  { name: "64-byte prime", field: primeField(generatePrimeSync(512, { bigint: true })) },
  { name: "largest 64-byte prime", field: primeField(2n ** 512n - 569n) },
  { name: "smallest prime for all IDs", field: primeField(257n) },
];

/** A number below the prime, as the secret. */
function secretIn({ prime, byteLength }: PrimeField): fc.Arbitrary<Uint8Array> {
  return fc
    .oneof(fc.bigInt({ min: 0n, max: prime - 1n }), fc.constantFrom(0n, 1n, prime - 1n))
    .map((number) => writeNumber(number, byteLength));
}

function* masks(total: number): Generator<number> {
  for (let mask = 0; mask < 1 << total; mask++) yield mask;
}

const chosen = <T>(items: readonly T[], mask: number): T[] =>
  items.filter((_, i) => ((mask >> i) & 1) === 1);

describe.each(FIELDS)("over the $name", ({ field }) => {
  test("every quorum of M restores the secret, for all 2 <= M <= N <= 12", () => {
    let quorums = 0;
    for (let total = 2; total <= 12; total++) {
      for (let threshold = 2; threshold <= total; threshold++) {
        const [secret] = fc.sample(secretIn(field), 1) as [Uint8Array];
        const shares = split(secret, { field, threshold, total });
        expect(shares.map(({ id }) => id)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
        const expected = readNumber(secret);
        for (const mask of masks(total)) {
          const quorum = chosen(shares, mask);
          if (quorum.length !== threshold) continue;
          quorums += 1;
          if (readNumber(combine(quorum)) !== expected) {
            expect.fail(`${threshold} of ${total}: IDs ${quorum.map(({ id }) => id)}`);
          }
        }
      }
    }
    // All subsets of 2 to 12 that have 2 members or more.
    expect(quorums).toBe(8100);
  });

  test("random quorums up to 255, in any order, with surplus shares as a check", () => {
    const sets = fc.integer({ min: 13, max: 255 }).chain((total) =>
      fc.record({
        total: fc.constant(total),
        threshold: fc.oneof(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: total })),
        secret: secretIn(field),
        order: fc.shuffledSubarray(
          Array.from({ length: total }, (_, i) => i),
          { minLength: total },
        ),
        surplus: fc.nat({ max: 3 }),
      }),
    );
    fc.assert(
      fc.property(sets, ({ total, threshold: wanted, secret, order, surplus }) => {
        const threshold = Math.min(wanted, total);
        const shares = split(secret, { field, threshold, total });
        const shuffled = order.map((i) => shares[i] as Share);
        expect(combine(shuffled.slice(0, threshold))).toEqual(secret);
        const more = shuffled.slice(0, threshold + surplus);
        expect(combine(more, { threshold })).toEqual(secret);
        const last = shuffled[total - 1] as Share;
        expect(shareAt(shuffled.slice(0, threshold), last.id)).toEqual(last);
      }),
      { numRuns: 30 },
    );
  });

  test("a set of 255 of 255", () => {
    const [secret] = fc.sample(secretIn(field), 1) as [Uint8Array];
    const shares = split(secret, { field, threshold: 255, total: 255 });
    expect(combine(shares, { threshold: 255 })).toEqual(secret);
  });
});

test("a secret that is shorter than the prime comes back with zeros in front", () => {
  const [{ field }] = FIELDS as [(typeof FIELDS)[0]];
  const shares = split(Uint8Array.of(0xab, 0xcd), { field, threshold: 2, total: 3 });
  expect(combine(shares)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 0xab, 0xcd));
});

test("the secret is left as it was", () => {
  const [{ field }] = FIELDS as [(typeof FIELDS)[0]];
  const secret = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  split(secret, { field, threshold: 2, total: 3 });
  expect(secret).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
});

test("a changed digit in a surplus share is noticed, wherever it is", () => {
  const [, { field }] = FIELDS as [unknown, (typeof FIELDS)[0]];
  const shares = split(Uint8Array.of(42), { field, threshold: 3, total: 5 });
  for (const wrong of shares) {
    for (let at = 0; at < field.byteLength; at++) {
      const value = Uint8Array.from(wrong.value);
      value[at] = (value[at] ?? 0) ^ 0x10;
      if (readNumber(value) >= field.prime) continue;
      const changed = shares.map((share) => (share === wrong ? { ...wrong, value } : share));
      expect(() => combine(changed, { threshold: 3 })).toThrow("contradict");
      expect(fittingThreshold(changed)).toBe(5);
    }
  }
});
