import type { ReadDigit, Reading } from "./reading.js";

/** How many digits of one number may be open: each makes sixteen times as many to try. */
export const OPEN_DIGITS_MAX = 6;

/** All numbers that digits stand for, whatever stood where nobody could read: sixteen for each such place. */
export function* filledIn(digits: readonly ReadDigit[]): Generator<readonly number[]> {
  const open = digits.indexOf(undefined);
  if (open === -1) {
    yield digits as readonly number[];
    return;
  }
  for (let digit = 0; digit < 16; digit++) yield* filledIn(digits.with(open, digit));
}

/** How many digits nobody could read. */
export function countOpen(digits: readonly ReadDigit[]): number {
  return digits.filter((digit) => digit === undefined).length;
}

/** Whether enough of a card can be read to search through what it may say. */
export function isLegible({ value }: Reading): boolean {
  return countOpen(value.digits) <= OPEN_DIGITS_MAX;
}

/** The number that hex digits write. A bigint can't be wiped. */
export function numberOf(digits: readonly number[]): bigint {
  return BigInt(`0x0${digits.map((digit) => digit.toString(16)).join("")}`);
}
