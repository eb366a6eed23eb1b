import { describe, expect, test } from "vitest";
import { writeNumber } from "./number-bytes.js";
import { type PrimeField, primeField } from "./prime-field.js";
import { split } from "./split.js";

/** All ways to choose `count` numbers below `limit`, in order, with repetition. */
function* tuples(count: number, limit: number): Generator<number[]> {
  if (count === 0) return yield [];
  for (const rest of tuples(count - 1, limit)) {
    for (let last = 0; last < limit; last++) yield [...rest, last];
  }
}

/** All sets of `count` numbers below `limit`, ascending. */
function* choices(count: number, limit: number, from = 0): Generator<number[]> {
  if (count === 0) return yield [];
  for (let first = from; first < limit; first++) {
    for (const rest of choices(count - 1, limit, first + 1)) yield [first, ...rest];
  }
}

/** The values of all shares, for one outcome of the random draws. */
function valuesFor(
  field: PrimeField,
  secret: number,
  draws: readonly number[],
  total: number,
): number[] {
  const { byteLength } = field;
  const bytes = Uint8Array.from(
    draws.flatMap((draw) => [...writeNumber(BigInt(draw), byteLength)]),
  );
  const shares = split(writeNumber(BigInt(secret), byteLength), {
    field,
    threshold: draws.length + 1,
    total,
    random: () => Uint8Array.from(bytes),
  });
  return shares.map(({ value }) => value.reduce((number, byte) => 256 * number + byte, 0));
}

/**
 * The proof: the random draws are uniform, so all their outcomes are equally likely. If, for each
 * secret, every combination of M − 1 values comes of exactly one outcome, then every combination is
 * equally likely whatever the secret is, and M − 1 shares say nothing of it.
 */
describe.each([
  { prime: 3, total: 2, threshold: 2 },
  { prime: 5, total: 4, threshold: 3 },
  { prime: 5, total: 4, threshold: 4 },
  { prime: 7, total: 6, threshold: 2 },
  { prime: 7, total: 6, threshold: 3 },
  { prime: 7, total: 6, threshold: 4 },
  { prime: 11, total: 5, threshold: 3 },
  { prime: 257, total: 3, threshold: 2 },
])("$threshold of $total over the field of $prime", ({ prime, total, threshold }) => {
  const field = primeField(BigInt(prime));
  const few = [...choices(threshold - 1, total)];
  const combinations = prime ** (threshold - 1);

  test("M - 1 shares are consistent with every secret, each in exactly one way", () => {
    for (let secret = 0; secret < prime; secret++) {
      const seen = few.map(() => new Uint8Array(combinations));
      for (const draws of tuples(threshold - 1, prime)) {
        const values = valuesFor(field, secret, draws, total);
        few.forEach((places, i) => {
          const combination = places.reduce((n, place) => n * prime + (values[place] ?? 0), 0);
          const counts = seen[i] as Uint8Array;
          counts[combination] = (counts[combination] ?? 0) + 1;
        });
      }
      for (const counts of seen) expect(counts.every((count) => count === 1)).toBe(true);
    }
  });
});
