import type { RandomSource } from "@dkek/foundation";
import { readNumber } from "./number-bytes.js";
import type { PrimeField } from "./prime-field.js";
import { SharingError } from "./sharing-error.js";

/**
 * At least half of all draws are below the prime, so a working source is refused this often in a
 * row once in 2^128 times.
 */
const REFUSALS_MAX = 128;

/**
 * Draws numbers that are uniform below the prime, 0 included: as many bits as the prime has, drawn
 * again where they are not below it. No remainder is taken, which would favour small numbers.
 *
 * All bytes are asked for at once, because a call of the system's generator costs far more than its
 * bytes; only what was refused is asked for again. The bytes are wiped.
 *
 * @throws {SharingError} `random-source-broken`.
 */
export function randomElements(field: PrimeField, count: number, random: RandomSource): bigint[] {
  const { prime, byteLength } = field;
  const topByte = Number(prime >> BigInt(8 * (byteLength - 1)));
  const mask = 0xff >> (Math.clz32(topByte) - 24);
  const elements: bigint[] = [];
  let refusals = 0;
  while (elements.length < count) {
    const block = requestBytes(random, (count - elements.length) * byteLength);
    for (let start = 0; start < block.length; start += byteLength) {
      block[start] = (block[start] ?? 0) & mask;
      const element = readNumber(block, start, byteLength);
      if (element < prime) {
        elements.push(element);
        refusals = 0;
      } else if (++refusals === REFUSALS_MAX) {
        throw broken("gives nothing but large numbers");
      }
    }
    block.fill(0);
  }
  return elements;
}

/**
 * Random bytes, after a look at their number: missing ones would be read as zeros, and a polynomial
 * with zeros for coefficients gives its secret away.
 *
 * @throws {SharingError} `random-source-broken`.
 */
export function requestBytes(random: RandomSource, length: number): Uint8Array {
  const bytes = random(length);
  if (bytes.length !== length) throw broken(`gave ${bytes.length} of ${length} bytes`);
  return bytes;
}

function broken(how: string): SharingError {
  return new SharingError("random-source-broken", `the random source ${how}`, {
    hint: "make no keys on this machine until its random generator was looked at",
  });
}
