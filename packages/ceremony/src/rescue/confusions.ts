/**
 * Pairs of digits that are taken for each other in handwriting, on poor prints and under a stain: the
 * likeliest mistakes, so tried first.
 */
const PAIRS =
  "06 08 0b 0d 0c 09 68 6b 6d 8b 8d bd 17 14 38 35 39 56 5b 59 49 4a 27 2d ce 0e 6e fe f7 ad 9a 79";

const CONFUSED: ReadonlySet<string> = new Set(
  PAIRS.split(" ").flatMap((pair) => [pair, [...pair].reverse().join("")]),
);

/** Whether people take one of the two digits, 0 to 15, for the other. */
export function areConfused(a: number, b: number): boolean {
  return CONFUSED.has(a.toString(16) + b.toString(16));
}
