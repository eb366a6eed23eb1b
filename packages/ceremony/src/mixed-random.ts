import { type RandomSource, systemRandom } from "@dkek/foundation";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** HKDF-SHA256 gives at most 255 blocks of 32 bytes (RFC 5869, section 2.3). */
const OUTPUT_MAX_BYTES = 255 * 32;
/** Fresh bytes of the system's generator in each call: never less than the key's strength. */
const FRESH_MIN_BYTES = 32;

/**
 * The system's generator with other randomness mixed in, usually the HSM's own: for each call,
 * HKDF-SHA256 (RFC 5869) over fresh bytes of the system's generator, with the other as the salt. If
 * either of the two is good and secret, so is the result, up to the 256 bits of the hash.
 *
 * @param other from another generator; at least 32 bytes.
 */
export function mixedRandom(other: Uint8Array, system: RandomSource = systemRandom): RandomSource {
  const salt = Uint8Array.from(other);
  let calls = 0;
  const block = (length: number): Uint8Array => {
    calls += 1;
    const fresh = system(Math.max(length, FRESH_MIN_BYTES));
    const mixed = hkdf(sha256, fresh, salt, utf8ToBytes(`dkek mixed random ${calls}`), length);
    fresh.fill(0);
    return mixed;
  };
  return (length) => {
    const blocks: Uint8Array[] = [];
    for (let left = length; left > 0; left -= OUTPUT_MAX_BYTES) {
      blocks.push(block(Math.min(left, OUTPUT_MAX_BYTES)));
    }
    const bytes = concatBytes(...blocks);
    for (const block of blocks) block.fill(0);
    return bytes;
  };
}
