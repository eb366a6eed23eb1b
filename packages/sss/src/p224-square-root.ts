/** The prime of P-224's coordinates (FIPS 186-4, section D.1.2.2). p − 1 is 2^96 · (2^128 − 1). */
export const P224_PRIME: bigint = 2n ** 224n - 2n ** 96n + 1n;

const P = P224_PRIME;

/** The smallest number without a square root modulo p: c = 11^(2^128 − 1) has the order 2^96. */
const NON_SQUARE = 11n;

/** Exponents of c are found 4 bits at a time. */
const DIGIT_VALUES = 16;
const DIGITS = 24;

interface Powers {
  /** At [j][d]: c^(−d · 16^j). */
  readonly inverses: readonly (readonly bigint[])[];
  /** From c^(d · 16^23), which are the 16th roots of 1, to d. */
  readonly digits: ReadonlyMap<bigint, number>;
}

// Made at the first use: reading a set without commitments should not pay for it.
let powers: Powers | undefined;

/**
 * A square root modulo p, either of the two; undefined if there is none.
 *
 * By the algorithm of Tonelli and Shanks, but with tables and digits for the search of the exponent
 * (Sarkar, "Computing square roots faster than the Tonelli-Shanks/Bernstein algorithm", 2020), because
 * 2^96 divides p − 1: some 530 multiplications, against 3000 in the general way of @noble/curves.
 * Not in constant time: the coordinates of commitments are public.
 *
 * @param square 0 to p − 1.
 */
export function squareRoot(square: bigint): bigint | undefined {
  if (square === 0n) return 0n;
  powers ??= makePowers();
  const power = raiseToOnes(square);
  const candidate = (square * power) % P;
  // candidate² = square · c^e, with an even e if there is a root: so c^(e/2) is taken out of it.
  const e = logarithm((candidate * power) % P, powers);
  let root = candidate;
  for (let j = 0; j < DIGITS; j++) {
    const half = ((e[j] ?? 0) >> 1) | (((e[j + 1] ?? 0) & 1) << 3);
    root = (root * (powers.inverses[j]?.[half] ?? 0n)) % P;
  }
  return (root * root) % P === square ? root : undefined;
}

/** base^(2^127 − 1), which is base^(((p − 1) / 2^96 − 1) / 2). */
function raiseToOnes(base: bigint): bigint {
  let power = base;
  // Always base^(2^ones − 1).
  for (let ones = 1; ones < 127; ones = 2 * ones + 1) {
    power = (squared(power, ones) * power) % P;
    power = (squared(power, 1) * base) % P;
  }
  return power;
}

/** base^(2^times). */
function squared(base: bigint, times: number): bigint {
  let power = base;
  for (let i = 0; i < times; i++) power = (power * power) % P;
  return power;
}

/**
 * The exponent to which c gives this number, as digits to the base 16, the lowest first.
 *
 * @param number a power of c.
 */
function logarithm(number: bigint, { inverses, digits }: Powers): number[] {
  const raised = [number];
  for (let j = 1; j < DIGITS; j++) raised.push(squared(raised[j - 1] ?? 0n, 4));
  const found: number[] = [];
  for (let k = 0; k < DIGITS; k++) {
    // Raised so far that all higher digits are gone, and the lower ones taken out: the digit is left.
    const shift = DIGITS - 1 - k;
    let rest = raised[shift] ?? 0n;
    for (let i = 0; i < k; i++) rest = (rest * (inverses[shift + i]?.[found[i] ?? 0] ?? 0n)) % P;
    found.push(digits.get(rest) ?? 0);
  }
  return found;
}

function makePowers(): Powers {
  const half = raiseToOnes(NON_SQUARE);
  const c = (NON_SQUARE * half * half) % P;
  // c · c² · c⁴ · … · c^(2^95) is c^(2^96 − 1), and c^(2^96) is 1.
  let inverse = 1n;
  for (let i = 0, factor = c; i < 4 * DIGITS; i++, factor = squared(factor, 1)) {
    inverse = (inverse * factor) % P;
  }
  const inverses: bigint[][] = [];
  for (let j = 0; j < DIGITS; j++, inverse = squared(inverse, 4)) {
    inverses.push(firstPowers(inverse));
  }
  const roots = firstPowers(squared(c, 4 * (DIGITS - 1)));
  return { inverses, digits: new Map(roots.map((root, digit) => [root, digit])) };
}

/** The powers from 0 to 15. */
function firstPowers(base: bigint): bigint[] {
  const list = [1n];
  for (let i = 1; i < DIGIT_VALUES; i++) list.push(((list[i - 1] ?? 0n) * base) % P);
  return list;
}
