import { sha256 } from "@noble/hashes/sha2.js";
import { wordsOf } from "./words.js";

/**
 * 160 bits, so 20 words, as many as a PGP fingerprint has.
 *
 * Who wants to pass off another record for a given one has to find a second preimage: 2^160 trials.
 * But whoever makes the record could prepare two with the same words and show one to some, the other
 * to others; such a collision takes only the square root. With 16 words that would be 2^64 trials,
 * which GPUs rented for some 100 000 dollars do; with 20 it is 2^80, 65 536 times as much. Collisions
 * have to be found before the record is shown, so later and faster machines are no help with them.
 */
export const FINGERPRINT_BYTES = 20;

/**
 * What two people read to each other to know that they hold the same: the first 20 bytes of the
 * bytes' SHA-256, as words of the PGP word list. Without a tag, so that `sha256sum` and a printed
 * word list check it; the bytes themselves must say what they are.
 *
 * All the words have to be compared: a few alone are easily forged.
 */
export function fingerprintOf(bytes: Uint8Array): string[] {
  return wordsOf(sha256(bytes).subarray(0, FINGERPRINT_BYTES));
}
