import { systemRandom } from "@dkek/foundation";
import { type BlindedShare, requireP224 } from "./blinded-share.js";
import { type Commitments, commitmentsOf } from "./commitments.js";
import { writeNumber } from "./number-bytes.js";
import { G, H, P224, type Point } from "./p224.js";
import { randomElements } from "./random-elements.js";
import { SharingError } from "./sharing-error.js";
import { parseSecret, requireCounts, type SplitOptions } from "./split-options.js";

export interface VerifiableSet {
  /** With the IDs 1 to `total`, in this order. */
  readonly shares: readonly BlindedShare[];
  readonly commitments: Commitments;
}

/**
 * Shares a secret so that each share can be checked alone (Pedersen, "Non-interactive and
 * information-theoretic secure verifiable secret sharing", 1991, section 4).
 *
 * The values are those of a random polynomial f(x) = Σ a_k·x^k with the secret at 0, the blindings
 * those of another one, g(x) = Σ b_k·x^k, all of whose coefficients are random. The commitments are
 * the points C_k = a_k·G + b_k·H.
 *
 * They hide perfectly: each b_k is uniform and b_k·H runs through the whole group, so each C_k is
 * a uniformly random point whatever a_k is. With fewer than `threshold` shares besides, every secret
 * still belongs to exactly one f and one g that fit all that was seen; so no amount of computing
 * tells anything. They bind as long as nobody finds the logarithm of H: whoever does can make wrong
 * shares that pass, but still learns no secret.
 *
 * Bigints can't be wiped: secret and coefficients stay in memory as such until the garbage collector
 * comes round. The points are multiplied by the one way of the library that is meant for secrets,
 * but bigints take no constant time, and none is promised.
 *
 * @param secret big-endian, 1 to 28 bytes, below the prime. Left as it is.
 * @param options its field must be the one of `P224_ORDER`.
 * @throws {SharingError} `not-p224`, `threshold-out-of-range`, `total-out-of-range`,
 *   `secret-out-of-range`, `random-source-broken`.
 */
export function splitVerifiably(secret: Uint8Array, options: SplitOptions): VerifiableSet {
  const { field, threshold, total, random = systemRandom } = options;
  requireP224(field);
  requireCounts(field, threshold, total);
  const constant = parseSecret(secret, field);
  const drawn = randomElements(field, 2 * threshold - 1, random);
  const coefficients = [constant, ...drawn.slice(0, threshold - 1)];
  const blindingCoefficients = drawn.slice(threshold - 1);

  const { prime, byteLength } = field;
  const at = (polynomial: readonly bigint[], id: number): Uint8Array =>
    writeNumber(evaluate(polynomial, id) % prime, byteLength);
  const shares = Array.from({ length: total }, (_, i) => {
    const id = i + 1;
    return { field, id, value: at(coefficients, id), blinding: at(blindingCoefficients, id) };
  });
  return { shares, commitments: commitmentsOf(commit(coefficients, blindingCoefficients)) };
}

/** By Horner's rule; not reduced. */
function evaluate(coefficients: readonly bigint[], id: number): bigint {
  const x = BigInt(id);
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0n);
}

function commit(coefficients: readonly bigint[], blindings: readonly bigint[]): Point[] {
  return coefficients.map((coefficient, k) => {
    const point = multiple(G, coefficient).add(multiple(H, blindings[k] ?? 0n));
    if (!point.is0()) return point;
    // Once in 2^224 times with a working source, but zeros for both coefficients do it.
    throw new SharingError("random-source-broken", "the random source gave a commitment of zero", {
      hint: "make no keys on this machine until its random generator was looked at",
    });
  });
}

/** The library's multiplication refuses 0. */
function multiple(point: Point, scalar: bigint): Point {
  return scalar === 0n ? P224.ZERO : point.multiply(scalar);
}
