import { SecretBytes } from "@dkek/foundation";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inlineEngine } from "../inline-engine.js";
import { type PbeFile, parsePbe } from "../pbe-file.js";
import openssl from "../vectors/openssl-enc.json" with { type: "json" };
import type { Work } from "../work.js";
import type { Kernel } from "./md5-chains.js";
import { tryWork } from "./try-work.js";

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function finished<Result>(work: Work<Result>): { result: Result; seen: number[] } {
  const seen: number[] = [];
  for (;;) {
    const step = work.next();
    if (step.done) return { result: step.value, seen };
    seen.push(step.value);
  }
}

/** The place of the right one. The passwords are copied: those that are tried are wiped. */
function tried(
  pbe: PbeFile,
  passwords: readonly Uint8Array[],
  iterations: number,
  kernel: Kernel = "simd",
): number | undefined {
  const copies = passwords.map((password) => Uint8Array.from(password));
  return finished(tryWork(pbe, copies, iterations, kernel)).result;
}

/** By the engine, which is tested against OpenSSL's own files. */
async function sealed(password: Uint8Array, iterations: number): Promise<PbeFile> {
  const secret = SecretBytes.copyOf(password);
  const share = SecretBytes.own(new Uint8Array(32).fill(7));
  return parsePbe(await inlineEngine({ iterations }).seal(share, secret, new Uint8Array(8)));
}

/** Of 1 to 70 bytes. */
const wrong = (i: number): Uint8Array => Uint8Array.from(Buffer.from("?".repeat(1 + 6 * i)));

test.for(openssl.sealed)("finds the password of openssl enc: $passwordHex", (vector) => {
  const pbe = parsePbe(bytes(vector.pbeHex));
  for (const [count, at, kernel] of [
    [1, 0, "scalar"],
    [1, 0, "simd"],
    [2, 1, "simd"],
    [7, 3, "simd"],
    [12, 11, "simd"],
  ] as const) {
    const passwords = Array.from({ length: count }, (_, i) => wrong(i));
    expect(tried(pbe, passwords, 1, kernel)).toBeUndefined();
    expect(tried(pbe, passwords.with(at, bytes(vector.passwordHex)), 1, kernel)).toBe(at);
  }
});

test.for(openssl.badPadding)("refuses $name", (vector) => {
  const pbe = parsePbe(bytes(vector.pbeHex));
  expect(tried(pbe, [wrong(1), bytes(vector.passwordHex)], 1)).toBeUndefined();
});

test("finds what a file was sealed with, whatever the others are", async () => {
  const password = fc.uint8Array({ minLength: 1, maxLength: 120 });
  const parts = fc.record({
    passwords: fc.uniqueArray(password, { minLength: 2, maxLength: 12, selector: String }),
    iterations: fc.integer({ min: 1, max: 300 }),
    which: fc.nat(11),
  });
  await fc.assert(
    fc.asyncProperty(parts, async ({ passwords, iterations, which }) => {
      const place = which % passwords.length;
      const pbe = await sealed(passwords[place] ?? wrong(0), iterations);
      expect(tried(pbe, passwords, iterations)).toBe(place);
      expect(tried(pbe, passwords.toSpliced(place, 1), iterations)).toBeUndefined();
    }),
  );
});

test("wipes the passwords as soon as it has begun", async () => {
  const pbe = await sealed(wrong(2), 10);
  const passwords = [wrong(0), wrong(1), wrong(2)];
  const work = tryWork(pbe, passwords, 10, "simd");
  work.next();
  for (const password of passwords) expect(password.every((byte) => byte === 0)).toBe(true);
  expect(finished(work).result).toBe(2);
});

test("what was ended in the middle leaves nothing to the next", async () => {
  const pbe = await sealed(wrong(2), 1000);
  const work = tryWork(pbe, [wrong(0), wrong(1), wrong(2)], 1000, "simd");
  work.next();
  const mistake = new Error("ended");
  expect(() => work.throw(mistake)).toThrow(mistake);
  expect(tried(pbe, [wrong(0), wrong(1), wrong(3)], 1000)).toBeUndefined();
  expect(tried(pbe, [wrong(0), wrong(2), wrong(3)], 1000)).toBe(1);
});

test("progress comes in small steps, and ends at 1", async () => {
  const pbe = await sealed(wrong(2), 1);
  const passwords = Array.from({ length: 12 }, (_, i) => wrong(i));
  const { seen } = finished(tryWork(pbe, passwords, 400_000, "simd"));
  const steps = seen.map((fraction, i) => fraction - (seen[i - 1] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThan(0);
  expect(Math.max(...steps)).toBeLessThan(0.05);
  expect(seen.at(-1)).toBeCloseTo(1);
});
