import { modInv } from "bigint-crypto-utils";
import { lagrangeWeights } from "./lagrange-weights.js";
import type { PrimeField } from "./prime-field.js";

/**
 * What the shares with these IDs are multiplied with, so that their sum modulo the prime is the secret:
 * for trying many values under the same IDs, where `combine` would work the weights out anew each time.
 *
 * Each weight times its ID instead gives a sum that is 0 just where one polynomial of a degree below
 * the number of shares less one goes through them all: where they agree with each other.
 *
 * @param ids different from each other, 1 to 255 and below the prime.
 * @returns one for each ID, 1 up to below the prime.
 */
export function secretWeights({ prime }: PrimeField, ids: readonly number[]): bigint[] {
  const { weights, denominator } = lagrangeWeights(ids, 0);
  const inverse = modInv(denominator, prime);
  return weights.map((weight) => (((weight * inverse) % prime) + prime) % prime);
}
