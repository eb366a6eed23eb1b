import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { md5Chain } from "../md5-chain.js";
import { bestKernel, type Kernel, lanesOf, type Md5Chains, md5Chains } from "./md5-chains.js";
import { md5LanesModule } from "./md5-lanes-module.js";
import { canRun, exportsOf } from "./wasm/host.js";

function wordsOf(digest: Uint8Array): Int32Array {
  const bytes = Buffer.from(digest);
  return Int32Array.from({ length: 4 }, (_, word) => bytes.readInt32LE(4 * word));
}

function read(chains: Md5Chains, lane: number): Int32Array {
  const words = new Int32Array(4);
  chains.read(lane, words);
  return words;
}

function chained(digests: readonly Uint8Array[], count: number, kernel: Kernel): Int32Array[] {
  const chains = md5Chains(digests.length, kernel);
  for (const [lane, digest] of digests.entries()) chains.write(lane, wordsOf(digest));
  chains.hash(count);
  const result = digests.map((_, lane) => read(chains, lane));
  chains.wipe();
  return result;
}

/** By OpenSSL. */
function hashed(digest: Uint8Array, count: number): Int32Array {
  let bytes = digest;
  for (let i = 0; i < count; i++) bytes = createHash("md5").update(bytes).digest();
  return wordsOf(bytes);
}

const digest = fc.uint8Array({ minLength: 16, maxLength: 16 });

test("vectors run here, three of them side by side", () => {
  expect(bestKernel()).toBe("simd");
  expect([lanesOf("simd"), lanesOf("scalar")]).toEqual([12, 1]);
  expect([1, 2, 4, 5, 8, 9, 12].map((count) => md5Chains(count, "simd").lanes)).toEqual([
    1, 4, 4, 8, 8, 12, 12,
  ]);
});

test.for(Array.from({ length: 12 }, (_, i) => i + 1))("%d chains are OpenSSL's MD5", (length) => {
  const digests = fc.array(digest, { minLength: length, maxLength: length });
  fc.assert(
    fc.property(digests, fc.nat(300), (digests, count) => {
      const expected = digests.map((digest) => hashed(digest, count));
      expect(chained(digests, count, "simd")).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test("without vectors it is the same", () => {
  fc.assert(
    fc.property(digest, fc.nat(300), (digest, count) => {
      expect(chained([digest], count, "scalar")).toEqual([hashed(digest, count)]);
    }),
  );
});

test.for([2, 5, 12])("%d chains stay right while V8 compiles them anew", (length) => {
  const digests = Array.from({ length }, (_, i) => new Uint8Array(16).fill(i + 0xf0));
  const chains = md5Chains(length, "simd");
  for (const [lane, digest] of digests.entries()) chains.write(lane, wordsOf(digest));
  for (let call = 0; call < 50; call++) chains.hash(2000);
  const expected = digests.map((digest) => {
    const words = wordsOf(digest);
    md5Chain(words, 100_000);
    return words;
  });
  expect(digests.map((_, lane) => read(chains, lane))).toEqual(expected);
  chains.wipe();
});

test("those that are there at the same time don't disturb each other", () => {
  const zero = new Uint8Array(16);
  const [a, b] = [md5Chains(12, "simd"), md5Chains(12, "simd")];
  a.hash(1);
  b.hash(5);
  expect(read(a, 11)).toEqual(hashed(zero, 1));
  expect(read(b, 11)).toEqual(hashed(zero, 5));
  a.wipe();
  b.wipe();
});

test.for(["simd", "scalar"] as const)("nothing is left after the wipe: %s", (kernel) => {
  const chains = md5Chains(lanesOf(kernel), kernel);
  const lanes = Array.from({ length: chains.lanes }, (_, lane) => lane);
  for (const lane of lanes) chains.write(lane, Int32Array.of(1, 2, 3, 4));
  chains.hash(3);
  for (const lane of lanes) expect(read(chains, lane)).not.toEqual(new Int32Array(4));
  chains.wipe();
  chains.wipe();
  for (const lane of lanes) expect(read(chains, lane)).toEqual(new Int32Array(4));
  // The same instance is not given to two.
  const [a, b] = [md5Chains(12, "simd"), md5Chains(12, "simd")];
  a.write(0, Int32Array.of(7, 7, 7, 7));
  expect(read(b, 0)).toEqual(new Int32Array(4));
});

test.for([1, 2, 3, 4])("a module of %d vectors writes nothing but its digests", (vectors) => {
  const { hash, memory } = exportsOf(md5LanesModule(vectors)) as {
    hash: (count: number) => void;
    memory: { buffer: ArrayBuffer };
  };
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(0xaa);
  hash(1);
  const expected = hashed(new Uint8Array(16).fill(0xaa), 1);
  const words = new Int32Array(memory.buffer, 0, 16 * vectors);
  // Word by word, four chains side by side, vector by vector.
  expect([...words]).toEqual(Array.from(words, (_, i) => expected[Math.floor(i / 4) % 4]));
  expect(bytes.subarray(64 * vectors).every((byte) => byte === 0xaa)).toBe(true);
});

test("a module whose instructions are not known does not run", () => {
  expect(canRun(md5LanesModule(1))).toBe(true);
  expect(canRun(md5LanesModule(1).map((byte) => (byte === 0xfd ? 0xff : byte)))).toBe(false);
});
