import { areConfused } from "./confusions.js";
import { exchange } from "./exchange.js";
import { groupsToExchange } from "./read-digits.js";
import type { ReadDigit, ReadNumber } from "./reading.js";

/** How likely, among what takes equally many mistakes: 0 first. */
export type Rank = 0 | 1 | 2;
export const RANKS: readonly Rank[] = [0, 1, 2];

/** Up to how many mistakes are undone at once. */
export type Mistakes = 0 | 1 | 2;

/** What may have stood there. */
export interface Repair {
  readonly digits: readonly ReadDigit[];
  readonly rank: Rank;
}

/** A mistake undone. Of two, the second begins behind the first, so that none comes twice. */
interface Undone extends Repair {
  /** Behind the last place that it touches; 0 where any may follow. */
  readonly end: number;
}

/**
 * What may have stood where a number was read, if just so many mistakes were made: a wrong digit, two
 * neighbours or two groups swapped, a digit missing or one too many. What nobody could read stays open,
 * and is no mistake.
 *
 * @param length how many digits there must be. Even pairs may be missing in front, if `mayBeShort`.
 */
export function* repairs(
  read: ReadNumber,
  mistakes: Mistakes,
  length: number,
  mayBeShort: boolean,
): Generator<Repair> {
  const { digits } = read;
  const fits = digits.length === length || (mayBeShort && isShort(digits.length, length));
  if (mistakes === 0) {
    if (fits) yield { digits, rank: 0 };
    return;
  }
  const first = fits ? sameLength(read) : otherLength(read, length, mayBeShort);
  for (const one of first) {
    if (mistakes === 1) yield one;
    else for (const two of withinDigits(one.digits, one.end)) yield worst(one, two);
  }
}

/** Whether a number has as many digits as it must, or one more or less: what {@link repairs} can mend. */
export function fitsLength({ digits }: ReadNumber, length: number, mayBeShort: boolean): boolean {
  return [digits.length - 1, digits.length, digits.length + 1].some(
    (count) => count === length || (mayBeShort && isShort(count, length)),
  );
}

/** `sc-hsm-tool` leaves out zero bytes in front. */
function isShort(digits: number, length: number): boolean {
  return digits > 0 && digits < length && digits % 2 === 0;
}

function* sameLength(read: ReadNumber): Generator<Undone> {
  yield* withinDigits(read.digits, 0);
  yield* exchangedGroups(read);
}

/** Wrong digits, and neighbours swapped, from a place on. */
function* withinDigits(digits: readonly ReadDigit[], from: number): Generator<Undone> {
  for (let place = from; place < digits.length; place++) {
    const [here, next] = [digits[place], digits[place + 1]];
    if (place + 1 < digits.length && here !== next) {
      const swapped = digits.with(place, next).with(place + 1, here);
      yield { digits: swapped, rank: 0, end: place + 1 };
    }
    if (here === undefined) continue;
    for (let digit = 0; digit < 16; digit++) {
      if (digit === here) continue;
      const rank = areConfused(digit, here) ? 0 : 1;
      yield { digits: digits.with(place, digit), rank, end: place + 1 };
    }
  }
}

/** Two rows, or bytes, in each other's place. */
function* exchangedGroups(read: ReadNumber): Generator<Undone> {
  const starts: [number, number][] = [];
  let at = 0;
  for (const size of groupsToExchange(read)) {
    starts.push([at, size]);
    at += size;
  }
  for (const [nth, [a, size]] of starts.entries()) {
    for (const [b, other] of starts.slice(nth + 1)) {
      if (size !== other || size < 2) continue;
      const { digits } = read;
      const exchanged = exchange(digits, a, b, size);
      if (exchanged.some((digit, place) => digit !== digits[place])) {
        yield { digits: exchanged, rank: 2, end: 0 };
      }
    }
  }
}

/** A digit is missing, or there is one too many. */
function* otherLength(
  { digits, groups }: ReadNumber,
  length: number,
  mayBeShort: boolean,
): Generator<Undone> {
  const isLength = (count: number): boolean =>
    count === length || (mayBeShort && isShort(count, length));
  if (isLength(digits.length + 1)) {
    for (const place of suspectPlaces(groups, -1, digits.length + 1)) {
      // A digit like the one behind it gives the same number at either side of that one.
      for (let digit = 0; digit < 16; digit++) {
        if (digit === digits[place]) continue;
        yield { digits: digits.toSpliced(place, 0, digit), rank: 1, end: 0 };
      }
    }
  }
  if (isLength(digits.length - 1)) {
    for (const place of suspectPlaces(groups, +1, digits.length)) {
      if (digits[place] === digits[place + 1] && place + 1 < digits.length) continue;
      yield { digits: digits.toSpliced(place, 1), rank: 1, end: 0 };
    }
  }
}

/**
 * Where a digit may have been lost (−1) or added (+1): in the one group that is shorter or longer than
 * the usual, if there is just one; else anywhere.
 */
function suspectPlaces(groups: readonly number[], change: -1 | 1, places: number): number[] {
  const all = Array.from({ length: places }, (_, place) => place);
  const odd = groups.indexOf(usualSize(groups) + change);
  if (odd === -1 || groups.lastIndexOf(groups[odd] ?? 0) !== odd) return all;
  const start = groups.slice(0, odd).reduce((sum, size) => sum + size, 0);
  return all.slice(start, start + Math.max(groups[odd] ?? 0, usualSize(groups)));
}

/** The size that most groups have. */
function usualSize(groups: readonly number[]): number {
  const times = (size: number): number => groups.filter((other) => other === size).length;
  return groups.reduce(
    (usual, size) => (times(size) > times(usual) ? size : usual),
    groups[0] ?? 0,
  );
}

function worst(one: Repair, two: Repair): Repair {
  return { digits: two.digits, rank: Math.max(one.rank, two.rank) as Rank };
}
