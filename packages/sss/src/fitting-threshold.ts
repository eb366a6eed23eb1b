import { type Points, parseShares, type Share } from "./share.js";

/**
 * The smallest M such that all the shares lie on one polynomial of degree M − 1.
 *
 * If it is less than their number, the surplus proves it: shares that don't belong together fit by a
 * chance of 1 / prime for each share too many. If it equals their number, nothing can be said: they
 * may be just enough, too few, or wrong. 1 means that all values are the same, which is no set of
 * this kind (but for the same chance).
 *
 * @param shares at least 1.
 * @throws {SharingError} `too-few-shares`, `too-many-shares`, `mixed-sets`, `id-out-of-range`,
 *   `duplicate-id`, `value-out-of-range`.
 */
export function fittingThreshold(shares: readonly Share[]): number {
  return fittingDegree(parseShares(shares, 1)) + 1;
}

/**
 * The degree of the polynomial through all the points, 0 for that of zeros.
 *
 * By Newton's divided differences: the last one that is not 0 belongs to the leading term. About n²/2
 * multiplications for n points.
 */
export function fittingDegree({ field, ids, values }: Points): number {
  const { prime } = field;
  const inverses = smallInverses(Math.max(...ids) - Math.min(...ids), prime);
  const differences = [...values];
  let degree = 0;
  for (let order = 1; order < ids.length; order++) {
    // After this round, differences[i] spans the points i to i + order.
    for (let i = 0; i + order < ids.length; i++) {
      const span = (ids[i + order] ?? 0) - (ids[i] ?? 0);
      const rise = (differences[i + 1] ?? 0n) - (differences[i] ?? 0n);
      const slope = (rise * (inverses[Math.abs(span)] ?? 0n)) % prime;
      differences[i] = span < 0 ? -slope : slope;
    }
    if (differences[0] !== 0n) degree = order;
  }
  return degree;
}

/** The inverses of 1 to `limit`, at the same places; `limit` is below the prime. */
function smallInverses(limit: number, prime: bigint): bigint[] {
  const inverses = [0n, 1n];
  for (let n = 2; n <= limit; n++) {
    // prime = quotient · n + rest, so 1/n ≡ −quotient / rest, and rest is smaller than n.
    const divisor = BigInt(n);
    const rest = Number(prime % divisor);
    inverses.push(prime - (((prime / divisor) * (inverses[rest] ?? 0n)) % prime));
  }
  return inverses;
}
