import { lagrangeWeights } from "./lagrange-weights.js";
import { type Points, parseShares, requireThreshold, type Share } from "./share.js";
import { type Recurrence, shortestRecurrences } from "./shortest-recurrences.js";

/** One way to read a heap of shares: which of them belong together, and how sure that is. */
export interface Explanation {
  /** All shares but the wrong ones lie on one polynomial of a degree below it. */
  readonly threshold: number;
  /** The IDs of the shares that are not on it, in the order given. */
  readonly wrong: readonly number[];
  /**
   * By how many shares those that agree outnumber the threshold. 0: nothing was proven, because any
   * `threshold` shares lie on such a polynomial. Shares that don't belong together agree like this by
   * a chance of (ways to choose the wrong ones) / prime^surplus; for a 64-bit prime or more and a
   * surplus of 1, that is none to reckon with.
   */
  readonly surplus: number;
}

/**
 * Finds the wrong shares of a set whose threshold is known: up to half as many as there are shares
 * beyond it. So threshold + 1 shares show that one is wrong, but not which; threshold + 2e shares tell
 * e wrong ones. In polynomial time: no subsets are tried (see {@link syndromes}).
 *
 * What it can't see: shares that somebody made wrong on purpose, so that they agree with each other,
 * and outnumber the right ones.
 *
 * @param shares at least `threshold`. With just as many, nothing is wrong and the surplus is 0.
 * @returns the only explanation with so few wrong shares; undefined if there is none, because the
 *   shares contradict each other and more of them are wrong than can be located. Then leave out
 *   shares that are in doubt, or get more.
 * @throws {SharingError} `threshold-out-of-range`, `too-few-shares`, `too-many-shares`, `mixed-sets`,
 *   `id-out-of-range`, `duplicate-id`, `value-out-of-range`.
 */
export function locateErrors(shares: readonly Share[], threshold: number): Explanation | undefined {
  requireThreshold(threshold);
  const points = parseShares(shares, threshold);
  const recurrences = shortestRecurrences(
    syndromes(points, shares.length - threshold),
    points.field.prime,
  );
  return recurrences.slice(-1).flatMap((recurrence) => explanationOf(recurrence, points))[0];
}

/**
 * Finds threshold and wrong shares together, where only the shares are known: all explanations with
 * at least one share more than the threshold asks for, and two more for each wrong one.
 *
 * - None: nothing can be said. The shares may be too few (any n shares have the threshold n), or more
 *   of them are wrong than can be located.
 * - One: the shares that agree belong together, but for the chance given with `surplus`. Not that
 *   they are right: shares of another set, or made up together, agree as well. Whether the secret is
 *   the one wanted must be seen elsewhere.
 * - Several: ambiguous. Over a large prime that is no accident: some shares were made to agree. Over
 *   a tiny one it may be chance.
 *
 * @param shares at least 1.
 * @returns the one with the largest surplus first.
 * @throws {SharingError} `too-few-shares`, `too-many-shares`, `mixed-sets`, `id-out-of-range`,
 *   `duplicate-id`, `value-out-of-range`.
 */
export function explainShares(shares: readonly Share[]): Explanation[] {
  const points = parseShares(shares, 1);
  const { prime } = points.field;
  // A lower threshold only makes the sequence longer, so one pass up to the threshold 2 does for all.
  // Where a recurrence ceases to hold is the lowest threshold of its explanation.
  return shortestRecurrences(syndromes(points, shares.length - 2), prime)
    .filter(({ reach }) => reach > 0)
    .flatMap((recurrence) => explanationOf(recurrence, points))
    .sort((a, b) => b.surplus - a.surplus);
}

/**
 * Of the values y at n places x, the sums S_j = Σ u·y·x^j, j from 0, where u is 1 / Π (x − other x).
 * They are 0 for the values of any polynomial whose degree, with j, stays below n − 1 (its leading
 * divided difference): so with j below n − threshold nothing is left of the right values, and S_j is
 * Σ (u·error)·x^j over the wrong ones alone. Such a sequence has a recurrence whose order is their
 * number, and whose roots are their x: this is how a generalised Reed-Solomon code is decoded.
 *
 * All are multiplied by the same number, which changes no recurrence.
 */
function syndromes({ field, ids, values }: Points, count: number): bigint[] {
  const { prime } = field;
  // Lagrange's weights at 0 are u / x, but for a factor that all have in common.
  const { weights } = lagrangeWeights(ids, 0);
  const xs = ids.map(BigInt);
  let terms = values.map((value, i) => ((weights[i] ?? 0n) * (xs[i] ?? 0n) * value) % prime);
  const sums: bigint[] = [];
  for (let j = 0; j < count; j++) {
    sums.push(terms.reduce((sum, term) => sum + term, 0n) % prime);
    terms = terms.map((term, i) => (term * (xs[i] ?? 0n)) % prime);
  }
  return sums;
}

/**
 * The wrong shares are those whose ID is a root of the recurrence, Σ coefficients[k] · x^(order − k).
 * It tells of wrong shares if it has as many roots among the IDs as its order is; and of no others, if
 * it holds for twice as many sums: then no other set of so few gives the same sums.
 */
function explanationOf(
  { coefficients, order, reach }: Recurrence,
  { field, ids }: Points,
): Explanation[] {
  if (2 * order > reach) return [];
  const wrong = ids.filter((id) => {
    const x = BigInt(id);
    let sum = 0n;
    for (let k = 0; k <= order; k++) sum = sum * x + (coefficients[k] ?? 0n);
    return sum % field.prime === 0n;
  });
  if (wrong.length !== order) return [];
  return [{ threshold: ids.length - reach, wrong, surplus: reach - order }];
}
