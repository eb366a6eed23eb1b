import { exchange } from "./exchange.js";
import type { ReadDigit } from "./reading.js";

/** One thing that a number on a card says wrongly. Places are counted from 1, over digits alone. */
export type Difference =
  /** `says` is undefined where nobody could read the digit. */
  | { readonly what: "digit"; readonly place: number; readonly says?: string; readonly is: string }
  | { readonly what: "swapped"; readonly place: number }
  | { readonly what: "missing"; readonly place: number; readonly is: string }
  | { readonly what: "surplus"; readonly place: number; readonly says: string }
  /** Two stretches of this length in each other's place. */
  | {
      readonly what: "exchanged";
      readonly places: readonly [number, number];
      readonly length: number;
    }
  /** More than can be put like that. */
  | { readonly what: "other" };

/** More wrong digits than this are no slip. */
const DIGITS_MAX = 4;

/** How digits as read differ from the right ones; nothing, if they don't. */
export function differences(read: readonly ReadDigit[], right: readonly number[]): Difference[] {
  if (read.length === right.length) return sameLength(read, right);
  const shift = read.length - right.length;
  if (shift === -1) {
    return fewest(right, (place) => [
      { what: "missing", place: place + 1, is: hex(right[place]) },
      ...sameLength(read.toSpliced(place, 0, right[place]), right),
    ]);
  }
  if (shift === 1) {
    return fewest(read, (place) => [
      { what: "surplus", place: place + 1, says: hex(read[place]) },
      ...sameLength(read.toSpliced(place, 1), right),
    ]);
  }
  return [{ what: "other" }];
}

/** Of the explanations for each place, the last of those that call the fewest digits wrong. */
function fewest(
  places: readonly unknown[],
  explain: (place: number) => Difference[],
): Difference[] {
  const all = places.map((_, place) => explain(place));
  const weight = (found: readonly Difference[]): number =>
    found.some(({ what }) => what === "other") ? DIGITS_MAX + 2 : found.length;
  return all.reduce((best, next) => (weight(next) <= weight(best) ? next : best));
}

function sameLength(read: readonly ReadDigit[], right: readonly number[]): Difference[] {
  const off = right.flatMap((digit, place) => (digit === read[place] ? [] : [place]));
  const exchanged = off.length > 2 ? exchangedStretches(read, right, off) : undefined;
  if (exchanged !== undefined) return [exchanged];
  const found: Difference[] = [];
  for (let nth = 0; nth < off.length; nth++) {
    const place = off[nth] ?? 0;
    const next = place + 1;
    if (off[nth + 1] === next && read[place] === right[next] && read[next] === right[place]) {
      found.push({ what: "swapped", place: place + 1 });
      nth += 1;
      continue;
    }
    const says = read[place];
    found.push({
      what: "digit",
      place: place + 1,
      is: hex(right[place]),
      ...(says === undefined ? {} : { says: hex(says) }),
    });
  }
  return found.length > DIGITS_MAX ? [{ what: "other" }] : found;
}

/** The shortest pair of stretches, apart from each other, that puts everything right. */
function exchangedStretches(
  read: readonly ReadDigit[],
  right: readonly number[],
  off: readonly number[],
): Difference | undefined {
  const [first = 0, last = 0] = [off[0], off.at(-1)];
  for (let length = 2; 2 * length <= right.length; length++) {
    for (let a = Math.max(0, first - length + 1); a <= first; a++) {
      for (
        let b = Math.max(a + length, last - length + 1);
        b <= last && b + length <= right.length;
        b++
      ) {
        const changed = exchange(read, a, b, length);
        if (changed.every((digit, place) => digit === right[place])) {
          return { what: "exchanged", places: [a + 1, b + 1], length };
        }
      }
    }
  }
  return undefined;
}

function hex(digit: ReadDigit): string {
  return digit === undefined ? "?" : digit.toString(16);
}
