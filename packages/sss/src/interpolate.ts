import { lagrangeWeights } from "./lagrange-weights.js";
import type { Points } from "./share.js";

/**
 * The value at `at` of the one polynomial through the points, of a degree below their number.
 *
 * @param at 0 to 255 and below the prime.
 */
export function interpolate({ field, ids, values }: Points, at: number): bigint {
  const known = ids.indexOf(at);
  if (known !== -1) return values[known] ?? 0n;
  const { prime } = field;
  const { weights, numerator, denominator } = lagrangeWeights(ids, at);
  let sum = 0n;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0n) * (values[i] ?? 0n);
  let result = sum % prime;
  if (numerator !== 1n) result = (result * numerator) % prime;
  if (denominator !== 1n) result = (result * inverse(denominator, prime)) % prime;
  return result < 0n ? result + prime : result;
}

/**
 * The inverse modulo a prime, between −prime and prime, by Euclid's algorithm.
 *
 * @param number positive, no multiple of the prime.
 */
function inverse(number: bigint, prime: bigint): bigint {
  // Kept true of both pairs: multiple · number ≡ remainder.
  let [remainder, next] = [prime, number % prime];
  let [multiple, nextMultiple] = [0n, 1n];
  while (next > 1n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [multiple, nextMultiple] = [nextMultiple, multiple - quotient * nextMultiple];
  }
  return nextMultiple;
}
