import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { md5Chain } from "./md5-chain.js";

function chained(digest: Uint8Array, count: number): Uint8Array {
  const bytes = Buffer.from(digest);
  const words = Int32Array.from({ length: 4 }, (_, i) => bytes.readInt32LE(4 * i));
  md5Chain(words, count);
  for (const [i, word] of words.entries()) bytes.writeInt32LE(word, 4 * i);
  return Uint8Array.from(bytes);
}

function hashed(digest: Uint8Array, count: number): Uint8Array {
  let bytes = digest;
  for (let i = 0; i < count; i++) bytes = createHash("md5").update(bytes).digest();
  return Uint8Array.from(bytes);
}

const digests = fc.uint8Array({ minLength: 16, maxLength: 16 });

test("one hash is OpenSSL's MD5", () => {
  fc.assert(
    fc.property(digests, (digest) => {
      expect(chained(digest, 1)).toEqual(hashed(digest, 1));
    }),
    { numRuns: 1000 },
  );
});

test("so is every chain of hashes", () => {
  fc.assert(
    fc.property(digests, fc.nat(100), (digest, count) => {
      expect(chained(digest, count)).toEqual(hashed(digest, count));
    }),
  );
});

test("and a chain that is long enough to be compiled half way", () => {
  const digest = new Uint8Array(16).fill(0xff);
  expect(chained(digest, 20_000)).toEqual(hashed(digest, 20_000));
});
