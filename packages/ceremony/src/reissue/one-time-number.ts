import type { RandomSource } from "@dkek/foundation";
import { NUMBER_DIGITS } from "./pending-reissue.js";

const DRAWN_BYTES = 4;
const NUMBERS = 10 ** NUMBER_DIGITS;
/** The highest multiple that four bytes hold: whatever is not below it would make some more likely. */
const LIMIT = Math.floor(2 ** (8 * DRAWN_BYTES) / NUMBERS) * NUMBERS;

/**
 * A number that is used once: it stands with a new card, and whoever puts the card on record says it, so
 * that nobody does so with another card by mistake. No secret.
 *
 * @returns six decimal digits.
 */
export function oneTimeNumber(random: RandomSource): string {
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(DRAWN_BYTES);
    const drawn = ((a * 256 + b) * 256 + c) * 256 + d;
    if (drawn < LIMIT) return `${drawn % NUMBERS}`.padStart(NUMBER_DIGITS, "0");
  }
}

/** As people read it: `417 093`. */
export function groupedNumber(number: string): string {
  return number.replace(/(.{3})(?=.)/g, "$1 ");
}
