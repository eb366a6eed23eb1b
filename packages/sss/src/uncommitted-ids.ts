import { type RandomSource, systemRandom } from "@dkek/foundation";
import { mulAddUnsafe } from "@noble/curves/abstract/curve.js";
import { type BlindedPoints, type BlindedShare, parseBlindedShares } from "./blinded-share.js";
import { type Commitments, pointsOf } from "./commitments.js";
import { matches } from "./is-committed.js";
import { readNumber } from "./number-bytes.js";
import { G, H, P224, type Point } from "./p224.js";
import { requestBytes } from "./random-elements.js";

/** `one by one` follows only where the sum of all does not hold. */
export type CheckStep = "all together" | "one by one";

export interface CheckOptions {
  /** For the weights. The system's generator, if absent. */
  readonly random?: RandomSource;
  /**
   * Gets the fraction of the step that is done, up to 1. If it returns a promise, that is waited
   * for: so a page can draw in between. If it throws or rejects, the check ends with that.
   */
  readonly onProgress?: (step: CheckStep, fraction: number) => unknown;
}

const WEIGHT_BYTES = 16;
/** Never 0, whatever the random source gives: a weight of 0 would leave its share unchecked. */
const WEIGHT_BASE = 2n ** 128n;

/** How many points are multiplied between two reports. Each time costs 1.5 ms more than all at once. */
const POINTS_PER_STEP = 16;

/**
 * The IDs of the shares that don't belong to the set of these commitments, in the order given; empty
 * if all do. What `isCommitted` says of each, in little more time than one takes: all equations are
 * added up, each with a random weight of its own, and only if the sum does not hold, each share is
 * checked alone. The sum holds for a wrong share at most once in 2^128 times, because the order of the
 * group is a prime and the weights are drawn after the shares are fixed.
 *
 * @param shares 1 to 255, each ID once.
 * @throws {SharingError} `not-p224`, `too-few-shares`, `too-many-shares`, `mixed-sets`,
 *   `id-out-of-range`, `duplicate-id`, `value-out-of-range`, `blinding-out-of-range`,
 *   `random-source-broken`; whatever `onProgress` throws.
 */
export async function uncommittedIds(
  shares: readonly BlindedShare[],
  commitments: Commitments,
  { random = systemRandom, onProgress }: CheckOptions = {},
): Promise<number[]> {
  const parsed = parseBlindedShares(shares, 1);
  const points = pointsOf(commitments);
  if (await allMatch(parsed, points, random, onProgress)) return [];
  const wrong: number[] = [];
  for (const [place, id] of parsed.ids.entries()) {
    if (!matches(parsed, place, points)) wrong.push(id);
    await onProgress?.("one by one", (place + 1) / parsed.ids.length);
  }
  return wrong;
}

async function allMatch(
  shares: BlindedPoints,
  points: readonly Point[],
  random: RandomSource,
  onProgress: CheckOptions["onProgress"],
): Promise<boolean> {
  const { value, blinding, factors } = weigh(shares, points.length, random);
  let sum = P224.ZERO;
  for (let start = 0; start < points.length; start += POINTS_PER_STEP) {
    const end = Math.min(start + POINTS_PER_STEP, points.length);
    sum = sum.add(mulAddUnsafe(P224, points.slice(start, end), factors.slice(start, end)));
    await onProgress?.("all together", end / points.length);
  }
  return G.mulAddUnsafe(value, H, blinding).equals(sum);
}

/** Both sides of the weighted sum: Σ w·v, Σ w·b, and for each k the factor of C_k, Σ w·id^k. */
function weigh(
  { field, ids, values, blindings }: BlindedPoints,
  count: number,
  random: RandomSource,
): { value: bigint; blinding: bigint; factors: bigint[] } {
  const { prime } = field;
  const bytes = requestBytes(random, ids.length * WEIGHT_BYTES);
  const factors = new Array<bigint>(count).fill(0n);
  let value = 0n;
  let blinding = 0n;
  for (const [place, id] of ids.entries()) {
    const weight = WEIGHT_BASE + readNumber(bytes, place * WEIGHT_BYTES, WEIGHT_BYTES);
    value += weight * (values[place] ?? 0n);
    blinding += weight * (blindings[place] ?? 0n);
    const x = BigInt(id);
    let power = weight;
    for (let k = 0; k < count; k++) {
      factors[k] = (factors[k] ?? 0n) + power;
      power = (power * x) % prime;
    }
  }
  return {
    value: value % prime,
    blinding: blinding % prime,
    factors: factors.map((factor) => factor % prime),
  };
}
