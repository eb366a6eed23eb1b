import { createHash } from "node:crypto";
import type { RandomSource } from "@dkek/foundation";
import type { Hash } from "./signature-schemes.js";

const HASH_BY_LENGTH: Readonly<Record<number, Hash>> = {
  20: "sha1",
  28: "sha224",
  32: "sha256",
  48: "sha384",
  64: "sha512",
};

/**
 * EMSA-PSS-ENCODE (RFC 8017, section 9.1.1) of a digest, with MGF1 of the same hash and a salt of its
 * length. Written out because Node signs messages with PSS, and the card is given digests.
 *
 * @param digest its length tells which hash made it
 * @param modulusBits of the key that will sign, a multiple of 8
 * @returns as long as the modulus; undefined if no hash is that long, or the modulus is too short
 */
export function encodePss(
  digest: Uint8Array,
  modulusBits: number,
  random: RandomSource,
): Uint8Array | undefined {
  const hash = HASH_BY_LENGTH[digest.length];
  const length = modulusBits / 8;
  if (hash === undefined || length < 2 * digest.length + 2) return undefined;
  const salt = random(digest.length);
  const seed = createHash(hash).update(new Uint8Array(8)).update(digest).update(salt).digest();
  const block = new Uint8Array(length - seed.length - 1);
  block[block.length - salt.length - 1] = 0x01;
  block.set(salt, block.length - salt.length);
  const mask = generateMask(hash, seed, block.length);
  const masked = block.map((byte, i) => byte ^ (mask[i] ?? 0));
  // The number has to be smaller than the modulus: one bit shorter.
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Uint8Array.of(...masked, ...seed, 0xbc);
}

/** MGF1 (RFC 8017, appendix B.2.1). */
function generateMask(hash: Hash, seed: Uint8Array, length: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let counter = 0; pieces.length * seed.length < length; counter += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    pieces.push(createHash(hash).update(seed).update(number).digest());
  }
  return Buffer.concat(pieces).subarray(0, length);
}
