/**
 * Lagrange's weights as exact fractions: the value at the asked place is the sum of
 * weights[i] · value[i], times numerator / denominator. The weights are as small as whole numbers
 * can be, and the denominator has only prime factors below 256.
 */
export interface LagrangeWeights {
  readonly weights: readonly bigint[];
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The primes below 256. */
const PRIMES: readonly number[] = Array.from({ length: 256 }, (_, n) => n).filter(
  (n) => n > 1 && smallestFactor(n) === n,
);

/** For 2 to 255: which of PRIMES is the smallest factor, and what it leaves. */
const FACTOR = Uint8Array.from({ length: 256 }, (_, n) => PRIMES.indexOf(smallestFactor(n)));
const COFACTOR = Uint8Array.from({ length: 256 }, (_, n) => n / smallestFactor(n));

/** Up to here a product of ordinary numbers stays exact with one more factor of 8 bits. */
const PRODUCT_MAX = 2 ** 45;

/**
 * The weights for the value at `at` of the polynomial through points at `ids`: for each i the
 * product over j ≠ i of (at − id_j) / (id_i − id_j).
 *
 * IDs are small, so numerators and denominators are kept as exponents of the primes below 256 and
 * reduced against each other; the field is not needed at all. What is left takes one inversion for
 * all weights, and that of a rather small number: of 1 for IDs in a row from 1.
 *
 * @param ids different from each other, 1 to 255.
 * @param at 0 to 255, none of `ids`.
 */
export function lagrangeWeights(ids: readonly number[], at: number): LagrangeWeights {
  const primes = primesUpTo(Math.max(at, ...ids));
  const rows = ids.map(() => new Int16Array(primes));
  const negative = ids.map(() => false);
  const whole = new Int16Array(primes);
  let wholeNegative = false;

  ids.forEach((id, i) => {
    const row = rows[i] as Int16Array;
    multiply(whole, Math.abs(at - id), 1);
    multiply(row, Math.abs(at - id), -1);
    if (id > at) {
      wholeNegative = !wholeNegative;
      negative[i] = !negative[i];
    }
    for (let j = 0; j < i; j++) {
      const difference = id - (ids[j] ?? 0);
      multiply(row, Math.abs(difference), -1);
      multiply(rows[j] as Int16Array, Math.abs(difference), -1);
      const lower = difference < 0 ? i : j;
      negative[lower] = !negative[lower];
    }
  });

  const common = rows.reduce((least, row) => least.map((e, f) => Math.min(e, row[f] ?? 0)));
  return {
    weights: rows.map((row, i) => {
      const weight = product(row.map((e, f) => e - (common[f] ?? 0)));
      return negative[i] === wholeNegative ? weight : -weight;
    }),
    numerator: product(whole.map((e, f) => Math.max(0, e + (common[f] ?? 0)))),
    denominator: product(whole.map((e, f) => Math.max(0, -e - (common[f] ?? 0)))),
  };
}

/** Multiplies a number, given by its exponents, by factor^power; factor 1 to 255. */
function multiply(exponents: Int16Array, factor: number, power: number): void {
  for (let rest = factor; rest > 1; rest = COFACTOR[rest] ?? 1) {
    const place = FACTOR[rest] ?? 0;
    exponents[place] = (exponents[place] ?? 0) + power;
  }
}

/** The number with these exponents, none of them negative. */
function product(exponents: Int16Array): bigint {
  let number = 1n;
  let small = 1;
  for (let place = 0; place < exponents.length; place++) {
    const prime = PRIMES[place] ?? 1;
    for (let left = exponents[place] ?? 0; left > 0; left--) {
      small *= prime;
      if (small > PRODUCT_MAX) {
        number *= BigInt(small);
        small = 1;
      }
    }
  }
  return number === 1n ? BigInt(small) : number * BigInt(small);
}

function primesUpTo(limit: number): number {
  const above = PRIMES.findIndex((prime) => prime > limit);
  return above === -1 ? PRIMES.length : above;
}

/** 2 or more: the smallest prime that divides it. Below 2: itself. */
function smallestFactor(number: number): number {
  for (let factor = 2; factor * factor <= number; factor++) {
    if (number % factor === 0) return factor;
  }
  return number;
}
