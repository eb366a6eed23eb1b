/**
 * A rule that gives each number of a sequence from the ones before it: for t from `order` on,
 * Σ coefficients[k] · s[t − k] is 0, k from 0 to `order`. Missing coefficients are 0, the first is not.
 */
export interface Recurrence {
  readonly coefficients: readonly bigint[];
  readonly order: number;
  /** It holds for this many numbers from the start, and not for the next one, if there is one. */
  readonly reach: number;
}

/**
 * The shortest recurrences of a sequence over a field: one for each place where the one so far ceases
 * to hold, and the last one, which holds for all of it. Where twice the order is at most the reach,
 * no other recurrence of that order reaches as far.
 *
 * Berlekamp's algorithm as Massey gave it ("Shift-register synthesis and BCH decoding", 1969), but
 * multiplied out so that nothing need be inverted. About n² / 2 multiplications for n numbers at most.
 */
export function shortestRecurrences(sequence: readonly bigint[], prime: bigint): Recurrence[] {
  const found: Recurrence[] = [];
  let current: readonly bigint[] = [1n];
  let order = 0;
  // The last one before the order grew, by how much it missed then, and how many places ago.
  let former: readonly bigint[] = [1n];
  let formerMiss = 1n;
  let distance = 1;
  for (let reach = 0; reach < sequence.length; reach++) {
    let miss = 0n;
    for (let k = 0; k < current.length; k++) {
      miss += (current[k] ?? 0n) * (sequence[reach - k] ?? 0n);
    }
    miss %= prime;
    if (miss !== 0n) {
      found.push({ coefficients: current, order, reach });
      const next = corrected(current, formerMiss, former, miss, distance, prime);
      if (2 * order <= reach) {
        former = current;
        formerMiss = miss;
        order = reach + 1 - order;
        distance = 0;
      }
      current = next;
    }
    distance += 1;
  }
  found.push({ coefficients: current, order, reach: sequence.length });
  return found;
}

/** formerMiss · current − miss · former, the latter `distance` places on: both misses cancel out. */
function corrected(
  current: readonly bigint[],
  formerMiss: bigint,
  former: readonly bigint[],
  miss: bigint,
  distance: number,
  prime: bigint,
): bigint[] {
  return Array.from({ length: Math.max(current.length, former.length + distance) }, (_, k) => {
    const kept = formerMiss * (current[k] ?? 0n);
    return (kept - miss * (former[k - distance] ?? 0n)) % prime;
  });
}
