import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combine } from "./combine.js";
import { readNumber, writeNumber } from "./number-bytes.js";
import { G, H } from "./p224.js";
import { P224_ORDER } from "./p224-order.js";
import { primeField } from "./prime-field.js";
import {
  type BlindedShare,
  blindedShareAt,
  type CheckStep,
  isCommitted,
  parseCommitments,
  splitVerifiably,
  uncommittedIds,
} from "./verifiable.js";

const field = primeField(P224_ORDER);
const secret = writeNumber(0x1234567890abcdefn, 28);

/** Random bytes that anyone gets again from the seed. */
function seeded(seed: string): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = createHash("sha256").update(`${seed} ${counter++}`).digest();
      bytes.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return bytes;
  };
}

/** One bit of value or blinding changed, still below the prime. */
function flipped(share: BlindedShare, what: "value" | "blinding", bit: number): BlindedShare {
  const changed = readNumber(share[what]) ^ (1n << BigInt(bit));
  return { ...share, [what]: writeNumber(changed % P224_ORDER, 28) };
}

const replaced = <T>(items: readonly T[], place: number, item: T): T[] =>
  items.map((other, i) => (i === place ? item : other));

/** The textbook, in affine coordinates: nothing of this is taken from what it checks. */
namespace Naive {
  const P = 2n ** 224n - 2n ** 96n + 1n;
  type Affine = { x: bigint; y: bigint } | undefined;
  const mod = (n: bigint): bigint => ((n % P) + P) % P;
  const power = (base: bigint, exponent: bigint): bigint =>
    exponent === 0n
      ? 1n
      : mod(power(mod(base * base), exponent / 2n) * (exponent % 2n === 1n ? base : 1n));
  const over = (n: bigint, divisor: bigint): bigint => mod(n * power(mod(divisor), P - 2n));

  export function add(a: Affine, b: Affine): Affine {
    if (a === undefined) return b;
    if (b === undefined) return a;
    if (a.x === b.x && a.y !== b.y) return undefined;
    const slope = a.x === b.x ? over(3n * a.x * a.x - 3n, 2n * a.y) : over(b.y - a.y, b.x - a.x);
    const x = mod(slope * slope - a.x - b.x);
    return { x, y: mod(slope * (a.x - x) - a.y) };
  }

  export function times(scalar: bigint, point: Affine): Affine {
    if (scalar === 0n) return undefined;
    const half = times(scalar / 2n, point);
    return scalar % 2n === 1n ? add(add(half, half), point) : add(half, half);
  }

  export const g: Affine = {
    x: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    y: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  };
  export const h: Affine = H.toAffine();

  export const encode = (point: Affine): string =>
    point === undefined ? "00" : `0${2n + (point.y % 2n)}${point.x.toString(16).padStart(56, "0")}`;
}

test("commitments, values and blindings are those of a second, naive implementation", () => {
  const threshold = 3;
  const total = 4;
  const random = seeded("naive");
  // None of these blocks is as large as the prime, so they are the coefficients as they are.
  const bytes = Buffer.from(seeded("naive")((2 * threshold - 1) * 28));
  const numbers = Array.from({ length: 2 * threshold - 1 }, (_, i) =>
    BigInt(`0x${bytes.subarray(28 * i, 28 * i + 28).toString("hex")}`),
  );
  expect(numbers.every((number) => number < P224_ORDER)).toBe(true);
  const a = [0x1234567890abcdefn, ...numbers.slice(0, 2)];
  const b = numbers.slice(2);
  const { shares, commitments } = splitVerifiably(secret, { field, threshold, total, random });

  expect(commitments.points.map((point) => Buffer.from(point).toString("hex"))).toEqual(
    a.map((ak, k) =>
      Naive.encode(Naive.add(Naive.times(ak, Naive.g), Naive.times(b[k] ?? 0n, Naive.h))),
    ),
  );
  const at = (polynomial: bigint[], x: bigint): bigint =>
    polynomial.reduce((sum, coefficient, k) => sum + coefficient * x ** BigInt(k), 0n) % P224_ORDER;
  expect(shares).toEqual(
    Array.from({ length: total }, (_, i) => ({
      field,
      id: i + 1,
      value: writeNumber(at(a, BigInt(i + 1)), 28),
      blinding: writeNumber(at(b, BigInt(i + 1)), 28),
    })),
  );
});

test("any quorum restores the secret; every share passes, alone and with all others", async () => {
  const sets = fc.integer({ min: 2, max: 9 }).chain((total) =>
    fc.record({
      total: fc.constant(total),
      threshold: fc.integer({ min: 2, max: total }),
      number: fc.oneof(
        fc.bigInt({ min: 0n, max: P224_ORDER - 1n }),
        fc.constantFrom(0n, 1n, P224_ORDER - 1n),
      ),
      order: fc.shuffledSubarray(
        Array.from({ length: total }, (_, i) => i),
        { minLength: total },
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(sets, async ({ total, threshold, number, order }) => {
      const bytes = writeNumber(number, 28);
      const made = splitVerifiably(bytes, { field, threshold, total });
      const commitments = parseCommitments(made.commitments.points);
      const shares = order.map((i) => made.shares[i] as BlindedShare);
      expect(commitments.points).toHaveLength(threshold);
      expect(combine(shares.slice(0, threshold))).toEqual(bytes);
      expect(combine(shares, { threshold })).toEqual(bytes);
      expect(shares.every((share) => isCommitted(share, commitments))).toBe(true);
      expect(await uncommittedIds(shares, commitments)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

describe("a 5-of-9 set", () => {
  const made = splitVerifiably(secret, { field, threshold: 5, total: 9 });
  const { shares, commitments } = made;
  const other = splitVerifiably(secret, { field, threshold: 5, total: 9 });
  const [first, second] = shares as [BlindedShare, BlindedShare];

  test("every changed bit is found, in a value or a blinding, all bits over all shares", () => {
    for (let bit = 0; bit < 224; bit++) {
      const share = shares[bit % shares.length] as BlindedShare;
      const what = bit % 2 === 0 ? "value" : "blinding";
      expect(isCommitted(flipped(share, what, bit), commitments)).toBe(false);
    }
  });

  test("the check of all finds each single wrong one, and two of them", async () => {
    for (const [i, share] of shares.entries()) {
      const wrong = flipped(share, i % 2 === 0 ? "value" : "blinding", 7 * i);
      const one = replaced(shares, i, wrong);
      expect(await uncommittedIds(one, commitments)).toEqual([share.id]);
      if (i % 3 !== 0) continue;
      const next = shares[(i + 4) % 9] as BlindedShare;
      const two = replaced(one, (i + 4) % 9, flipped(next, "value", 3));
      expect((await uncommittedIds(two, commitments)).sort()).toEqual([share.id, next.id].sort());
    }
  });

  test("errors that cancel out without weights are found, whatever the random source gives", async () => {
    const shifted = (share: BlindedShare, by: bigint): BlindedShare => ({
      ...share,
      value: writeNumber((readNumber(share.value) + by + P224_ORDER) % P224_ORDER, 28),
    });
    const both = replaced(replaced(shares, 0, shifted(first, 5n)), 1, shifted(second, -5n));
    expect(await uncommittedIds(both, commitments)).toEqual([1, 2]);
    // Weights of 0 would let everything through.
    const zeros = (length: number): Uint8Array => new Uint8Array(length);
    const one = replaced(shares, 0, shifted(first, 5n));
    expect(await uncommittedIds(one, commitments, { random: zeros })).toEqual([1]);
  });

  test("swapped blindings, swapped IDs, an ID that nobody has", async () => {
    const swapped = [
      { ...first, blinding: second.blinding },
      { ...second, blinding: first.blinding },
    ];
    expect(swapped.some((share) => isCommitted(share, commitments))).toBe(false);
    expect(await uncommittedIds([...swapped, ...shares.slice(2)], commitments)).toEqual([1, 2]);
    for (const id of [2, 10, 255]) expect(isCommitted({ ...first, id }, commitments)).toBe(false);
    const exchanged = [{ ...first, id: 2 }, { ...second, id: 1 }, ...shares.slice(2)];
    expect(await uncommittedIds(exchanged, commitments)).toEqual([2, 1]);
    // Value and blinding exchanged for each other.
    const turned = { ...first, value: first.blinding, blinding: first.value };
    expect(isCommitted(turned, commitments)).toBe(false);
  });

  test("shares of another set, of the same secret even", async () => {
    expect(other.shares.some((share) => isCommitted(share, commitments))).toBe(false);
    const mixed = [...shares.slice(0, 4), ...other.shares.slice(4)];
    expect(await uncommittedIds(mixed, commitments)).toEqual([5, 6, 7, 8, 9]);
    // A blinding from the other set does not make good for anything.
    const crossed = { ...first, blinding: (other.shares[0] as BlindedShare).blinding };
    expect(isCommitted(crossed, commitments)).toBe(false);
  });

  test("a commitment changed, left out, added or moved: no share passes", () => {
    const { points } = commitments;
    const [, two, three] = shares as [BlindedShare, BlindedShare, BlindedShare];
    const foreign = other.commitments.points;
    for (let k = 0; k < points.length; k++) {
      const changed = parseCommitments(replaced(points, k, foreign[k] as Uint8Array));
      expect([two, three].some((share) => isCommitted(share, changed))).toBe(false);
    }
    const negated = Uint8Array.from(points[2] as Uint8Array);
    negated[0] = 5 - (negated[0] ?? 0);
    for (const wrong of [
      points.slice(1),
      points.slice(0, 4),
      [...points, ...points.slice(0, 1)],
      replaced(points, 2, negated),
    ]) {
      expect([two, three].some((share) => isCommitted(share, parseCommitments(wrong)))).toBe(false);
    }
    // Their order is nothing to the share with ID 1, all powers of which are 1.
    const reversed = parseCommitments([...points].reverse());
    const passing = shares.filter((share) => isCommitted(share, reversed));
    expect(passing.map(({ id }) => id)).toEqual([1]);
  });

  test("a share recreated, or made for a new ID, passes like the others", () => {
    const quorum = [8, 1, 6, 3, 2].map((i) => shares[i] as BlindedShare);
    expect(blindedShareAt(quorum, 1)).toEqual(shares[0]);
    for (const id of [5, 10, 255]) {
      const made = blindedShareAt(quorum, id);
      expect(made.id).toBe(id);
      expect(isCommitted(made, commitments)).toBe(true);
      expect(combine([made, ...quorum.slice(1)])).toEqual(secret);
    }
    // Too few, or a wrong one among them: shown by the commitments.
    expect(isCommitted(blindedShareAt(quorum.slice(1), 5), commitments)).toBe(false);
    const spoilt = replaced(quorum, 0, flipped(quorum[0] as BlindedShare, "blinding", 0));
    expect(isCommitted(blindedShareAt(spoilt, 5), commitments)).toBe(false);
  });

  test("progress goes up to 1, and one by one only if something is wrong", async () => {
    const seen: [CheckStep, number][] = [];
    const onProgress = async (step: CheckStep, fraction: number): Promise<void> => {
      await Promise.resolve();
      seen.push([step, fraction]);
    };
    await uncommittedIds(shares, commitments, { onProgress });
    expect(seen).toEqual([["all together", 1]]);
    const bad = replaced(shares, 8, flipped(shares[8] as BlindedShare, "value", 0));
    await uncommittedIds(bad, commitments, { onProgress });
    expect(seen.slice(2)).toEqual(shares.map((_, i) => ["one by one", (i + 1) / 9]));
    const stop = (): never => {
      throw new Error("stopped");
    };
    await expect(uncommittedIds(shares, commitments, { onProgress: stop })).rejects.toThrow("stop");
  });
});

test("a set of 30 of 255: all pass in one go, in steps", async () => {
  const { shares, commitments } = splitVerifiably(secret, { field, threshold: 30, total: 255 });
  const fractions: number[] = [];
  const wrong = await uncommittedIds(shares, commitments, {
    onProgress: (_, fraction) => fractions.push(fraction),
  });
  expect(wrong).toEqual([]);
  expect(fractions).toEqual([16 / 30, 1]);
});

test("commitments stay as they were parsed, whatever is written into their bytes later", () => {
  const { shares, commitments } = splitVerifiably(secret, { field, threshold: 2, total: 2 });
  const bytes = commitments.points.map((point) => Uint8Array.from(point));
  const parsed = parseCommitments(bytes);
  for (const points of [bytes, commitments.points]) for (const point of points) point.fill(0);
  expect(shares.every((share) => isCommitted(share, parsed))).toBe(true);
  expect(shares.every((share) => isCommitted(share, commitments))).toBe(true);
  expect(parsed.points[0]).not.toEqual(new Uint8Array(29));
});

test("H is not a small or an obvious multiple of G", () => {
  let multiple = G;
  for (let i = 0; i < 1000; i++) {
    expect(multiple.equals(H) || multiple.negate().equals(H)).toBe(false);
    multiple = multiple.add(G);
  }
});
