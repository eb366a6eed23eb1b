import { NUMBER_MAX_BYTES } from "./number-bytes.js";
import { P224_ORDER } from "./p224-order.js";
import { isProbablePrime } from "./probable-prime.js";
import { SharingError } from "./sharing-error.js";

declare const proven: unique symbol;

/**
 * The numbers below a prime, which shares are made of. Only {@link primeField} makes one, so whoever
 * holds one needs not ask again whether the prime is a prime.
 */
export interface PrimeField {
  readonly prime: bigint;
  /** Length of the prime, and so of every share value, in bytes: 1 to 64. */
  readonly byteLength: number;
  readonly [proven]: true;
}

/** The smallest field that 2 shares fit into: IDs are below the prime. */
const PRIME_MIN = 3n;

const known = new Map<bigint, PrimeField>();

/** Proven once and for all, and tested in our tests: most sets are over it, and testing it anew takes 14 ms. */
const PUBLISHED_PRIMES: readonly bigint[] = [P224_ORDER];

/**
 * Checks that a number is a prime, with an error probability of at most 2^-128 even if somebody
 * chose it to deceive, and remembers it: a second call costs nothing.
 *
 * Primes below 256 are allowed, and limit the IDs to those below the prime. Whether a prime is large
 * enough for the secret is for the caller to say.
 *
 * @param prime 3 or more, at most 64 bytes.
 * @throws {SharingError} `prime-out-of-range`, `composite-prime`.
 */
export function primeField(prime: bigint): PrimeField {
  const cached = known.get(prime);
  if (cached !== undefined) return cached;
  if (prime < PRIME_MIN || prime >> BigInt(8 * NUMBER_MAX_BYTES) !== 0n) {
    throw new SharingError(
      "prime-out-of-range",
      `the prime is not between ${PRIME_MIN} and ${NUMBER_MAX_BYTES} bytes of ff`,
      { hint: "compare the prime with the card, digit by digit" },
    );
  }
  if (!PUBLISHED_PRIMES.includes(prime) && !isProbablePrime(prime)) {
    throw new SharingError("composite-prime", "the number given as the prime is not a prime", {
      hint: "at least one digit of the prime is wrong: compare it with the card, digit by digit",
    });
  }
  const byteLength = Math.ceil(prime.toString(16).length / 2);
  const field = Object.freeze({ prime, byteLength }) as PrimeField;
  known.set(prime, field);
  return field;
}
