import { isProbablePrime, P224_ORDER, type PrimeField, primeField } from "@dkek/sss";
import type { SetRecord } from "../record/record.js";
import { type Mistakes, type Rank, repairs } from "./mistakes.js";
import { countOpen, filledIn, numberOf } from "./open-digits.js";
import type { Reading, ReadNumber } from "./reading.js";

/** A prime that the cards may have, and how many mistakes must have been made with it. */
export interface PrimeChoice {
  readonly field: PrimeField;
  readonly mistakes: Mistakes;
  readonly rank: Rank;
}

/** With more digits of a prime open, or wrong, too many others are primes as well. */
const OPEN_MAX = 2;

const P224_DIGITS = 56;
/** What `sc-hsm-tool` makes: 64 bits, the highest of them set. */
const STOCK_DIGITS = 16;

/**
 * The primes that a set may have, the likeliest first: as the record or a card that is sure says; as most
 * of the cards say; as one says where its value should be; then with mistakes undone.
 * That `sc-hsm-tool` makes safe primes, of which there is one in about 700 numbers of that size, leaves next
 * to none that were not the right one.
 */
export class PrimeChoices {
  readonly #readings: readonly Reading[];
  readonly #seen = new Set<bigint>();
  readonly #choices: PrimeChoice[] = [];
  readonly #isKnown: boolean;
  /** With how many mistakes they are all there. */
  #reached: Mistakes = 0;
  #doubt: 0 | 1 = 0;

  constructor(readings: readonly Reading[], record: SetRecord | undefined) {
    this.#readings = readings;
    const known = record?.set.sharing?.prime ?? sureDigits(readings);
    const isP224 = 2 * readings.filter(isLikeP224).length > readings.length;
    this.#isKnown = known !== undefined || isP224;
    if (known !== undefined) this.#add([BigInt(`0x${known}`)], 0, 0);
    else if (isP224) this.#add([P224_ORDER], 0, 0);
    else {
      this.#add(byVotes(this.#read.flatMap((prime) => [...primesAmong(prime)])), 0, 0);
      const whole = readings.filter(({ value }) => countOpen(value.digits) === 0);
      const values = whole.flatMap(({ value }) => [...safePrimesAmong(value, 0)]);
      this.#add(values, 0, 0);
      // A prime that nothing is wrong with may still be another one: that counts as a mistake more.
      this.#doubt = this.#choices.length > 0 ? 1 : 0;
    }
  }

  /** Those with so many mistakes at the most. */
  upTo(mistakes: Mistakes): readonly PrimeChoice[] {
    for (; this.#reached < mistakes; this.#reached = (this.#reached + 1) as Mistakes) {
      const next = (this.#reached + 1 - this.#doubt) as Mistakes;
      if (this.#isKnown || next === 0) continue;
      for (const prime of this.#read) {
        if (countOpen(prime.digits) + next > OPEN_MAX) continue;
        this.#add(safePrimesAmong(prime, next), (this.#reached + 1) as Mistakes, 1);
      }
    }
    return this.#choices.filter((choice) => choice.mistakes <= mistakes);
  }

  /** The one with the fewest mistakes; undefined if there is none. */
  get likeliest(): PrimeField | undefined {
    for (const mistakes of [0, 1, 2] as const) {
      const [first] = this.upTo(mistakes);
      if (first !== undefined) return first.field;
    }
    return undefined;
  }

  get #read(): ReadNumber[] {
    const all = this.#readings.flatMap(({ prime }) => prime ?? []);
    return all.filter(({ digits }) => countOpen(digits) <= OPEN_MAX);
  }

  #add(numbers: Iterable<bigint>, mistakes: Mistakes, rank: Rank): void {
    for (const number of numbers) {
      if (this.#seen.has(number)) continue;
      this.#seen.add(number);
      this.#choices.push({ field: primeField(number), mistakes, rank });
    }
  }
}

function sureDigits(readings: readonly Reading[]): string | undefined {
  const sure = readings.find(({ sure, prime }) => sure && prime !== undefined)?.prime;
  return sure?.digits.map((digit = 0) => digit.toString(16)).join("");
}

function isLikeP224({ prime, value }: Reading): boolean {
  return isAbout(prime, P224_DIGITS) || isAbout(value, P224_DIGITS);
}

function isAbout(read: ReadNumber | undefined, digits: number): boolean {
  return read !== undefined && Math.abs(read.digits.length - digits) <= 1;
}

/** All of the size of a prime that may have stood there. */
function* numbersAmong(read: ReadNumber, mistakes: Mistakes): Generator<bigint> {
  const length = isAbout(read, STOCK_DIGITS) ? STOCK_DIGITS : read.digits.length;
  for (const { digits } of repairs(read, mistakes, length, false)) {
    for (const filled of filledIn(digits)) {
      const number = numberOf(filled);
      if (length === STOCK_DIGITS && number >> 63n === 0n) continue;
      if (number > 255n) yield number;
    }
  }
}

/** As it stands there: any prime; where digits are open, safe ones alone, or there would be many. */
function* primesAmong(read: ReadNumber): Generator<bigint> {
  if (countOpen(read.digits) > 0) yield* safePrimesAmong(read, 0);
  else for (const number of numbersAmong(read, 0)) if (isPrime(number)) yield number;
}

function* safePrimesAmong(read: ReadNumber, mistakes: Mistakes): Generator<bigint> {
  for (const number of numbersAmong(read, mistakes)) {
    // Most fall by their small factors or the first round, before any other is worth its time.
    if (
      mayBePrime(number) &&
      mayBePrime(number >> 1n) &&
      isPrime(number) &&
      isPrime(number >> 1n)
    ) {
      yield number;
    }
  }
}

function isPrime(number: bigint): boolean {
  return mayBePrime(number) && isProbablePrime(number);
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
