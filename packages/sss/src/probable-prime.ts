import { modPow, randBetween } from "bigint-crypto-utils";

/**
 * A composite passes one round with at most 1 of 4 bases, so 64 rounds with random bases let it
 * through with a probability of at most 2^-128, whoever chose it.
 */
const ROUNDS = 64;

/**
 * The Miller-Rabin test with random bases (FIPS 186-5, appendix B.3.1).
 *
 * Not `isProbablyPrime` of the same library: that one answers later, through a worker which it loads
 * from its own file, and so does not survive bundling; its default of 16 rounds is 2^-32.
 *
 * @param rounds fewer than the default only to sort out candidates that are tested again.
 */
export function isProbablePrime(number: bigint, rounds: number = ROUNDS): boolean {
  if (number < 5n) return number === 2n || number === 3n;
  if ((number & 1n) === 0n) return false;
  const minusOne = number - 1n;
  let odd = minusOne;
  let halvings = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) halvings += 1;

  for (let round = 0; round < rounds; round++) {
    const base = randBetween(minusOne - 1n, 2n);
    if (isWitness(modPow(base, odd, number), number, halvings)) return false;
  }
  return true;
}

/** Whether a base's power to the odd part of number − 1 shows that the number is composite. */
function isWitness(power: bigint, number: bigint, halvings: number): boolean {
  if (power === 1n) return false;
  let square = power;
  for (let i = 0; i < halvings; i++) {
    if (square === number - 1n) return false;
    square = (square * square) % number;
  }
  return true;
}
