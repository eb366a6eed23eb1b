import { isProbablePrime, P224_ORDER, type PrimeField, primeField } from "@dkek/sss";
import type { SetRecord } from "../record/record.js";
import { type Mistakes, type Rank, repairs } from "./mistakes.js";
import { filledIn, numberOf } from "./open-digits.js";
import type { Reading, ReadNumber } from "./reading.js";

/** A prime that the cards may have, and how many mistakes must have been made with it. */
export interface PrimeChoice {
  readonly field: PrimeField;
  readonly mistakes: Mistakes;
  readonly rank: Rank;
}

const P224_DIGITS = 56;
/** What `sc-hsm-tool` makes: 64 bits, the highest of them set. */
const STOCK_DIGITS = 16;

/**
 * The primes that a set may have, the likeliest first: as the record or a card that is sure says; as most
 * of the cards say; as one says where its value should be; then with mistakes undone.
 * That `sc-hsm-tool` makes safe primes, of which there is one in about 700 numbers of that size, leaves next
 * to none that were not the right one.
 */
export function* primeChoices(
  readings: readonly Reading[],
  record: SetRecord | undefined,
): Generator<PrimeChoice> {
  const known = record?.set.sharing?.prime ?? sureDigits(readings);
  if (known !== undefined) {
    yield { field: primeField(BigInt(`0x${known}`)), mistakes: 0, rank: 0 };
    return;
  }
  const seen = new Set<bigint>();
  function* fresh(
    numbers: Iterable<bigint>,
    mistakes: Mistakes,
    rank: Rank,
  ): Generator<PrimeChoice> {
    for (const number of numbers) {
      if (seen.has(number)) continue;
      seen.add(number);
      yield { field: primeField(number), mistakes, rank };
    }
  }
  const isP224 = readings.some(
    ({ prime, value }) => isAbout(prime, P224_DIGITS) || isAbout(value, P224_DIGITS),
  );
  if (isP224) {
    yield* fresh([P224_ORDER], 0, 0);
    return;
  }
  const read = readings.flatMap(({ prime }) => prime ?? []);
  yield* fresh(byVotes(read.flatMap((prime) => [...primesAmong(prime, 0)])), 0, 0);
  yield* fresh(
    readings.flatMap(({ value }) => [...primesAmong(value, 0)].filter(isSafe)),
    0,
    0,
  );
  // A prime that nothing is wrong with may still be another one: that counts as a mistake more.
  const doubt = seen.size > 0 ? 1 : 0;
  for (const mistakes of [1, 2] as const) {
    if (mistakes + doubt > 2) break;
    for (const prime of read) {
      yield* fresh(
        [...primesAmong(prime, mistakes)].filter(isSafe),
        (mistakes + doubt) as Mistakes,
        1,
      );
    }
  }
}

function sureDigits(readings: readonly Reading[]): string | undefined {
  const sure = readings.find(({ sure, prime }) => sure && prime !== undefined)?.prime;
  return sure?.digits.map((digit = 0) => digit.toString(16)).join("");
}

function isAbout(read: ReadNumber | undefined, digits: number): boolean {
  return read !== undefined && Math.abs(read.digits.length - digits) <= 1;
}

/** Primes of a size that shares can be of. */
function* primesAmong(read: ReadNumber, mistakes: Mistakes): Generator<bigint> {
  const length = isAbout(read, STOCK_DIGITS) ? STOCK_DIGITS : read.digits.length;
  for (const { digits } of repairs(read, mistakes, length, false)) {
    for (const filled of filledIn(digits)) {
      const number = numberOf(filled);
      if (length === STOCK_DIGITS && number >> 63n === 0n) continue;
      if (number > 255n && mayBePrime(number) && isProbablePrime(number)) yield number;
    }
  }
}

function isSafe(prime: bigint): boolean {
  const half = prime >> 1n;
  return mayBePrime(half) && isProbablePrime(half);
}

const SMALL_PRIMES = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n];

function mayBePrime(number: bigint): boolean {
  return (number & 1n) === 1n && SMALL_PRIMES.every((small) => number % small !== 0n);
}

/** What most cards say first; each once. */
function byVotes(numbers: readonly bigint[]): bigint[] {
  const votes = (number: bigint): number => numbers.filter((other) => other === number).length;
  return [...new Set(numbers)].sort((a, b) => votes(b) - votes(a));
}
