import type { ReadDigit } from "./reading.js";

/** Digits with two stretches of this length in each other's place: at `a`, and at `b` behind its end. */
export function exchange(
  digits: readonly ReadDigit[],
  a: number,
  b: number,
  length: number,
): ReadDigit[] {
  return [
    ...digits.slice(0, a),
    ...digits.slice(b, b + length),
    ...digits.slice(a + length, b),
    ...digits.slice(a, a + length),
    ...digits.slice(b + length),
  ];
}
