import { hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { mixedRandom } from "./mixed-random.js";

const other = new Uint8Array(64).fill(7);
const constant = (length: number): Uint8Array => new Uint8Array(length).fill(1);

test("it is HKDF-SHA256 over the system's bytes with the others as salt (against OpenSSL)", () => {
  const random = mixedRandom(other, constant);
  for (const [call, length] of [28, 8, 100].entries()) {
    const fresh = constant(Math.max(length, 32));
    const expected = hkdfSync("sha256", fresh, other, `dkek mixed random ${call + 1}`, length);
    expect(Buffer.from(random(length))).toEqual(Buffer.from(expected));
  }
});

test("either source alone changes everything", () => {
  const base = mixedRandom(other, constant)(32);
  expect(mixedRandom(new Uint8Array(64).fill(8), constant)(32)).not.toEqual(base);
  expect(mixedRandom(other, (n) => new Uint8Array(n).fill(2))(32)).not.toEqual(base);
});

test("with a broken system generator, calls still differ", () => {
  const random = mixedRandom(other, constant);
  expect(random(32)).not.toEqual(random(32));
});

test("more than one HKDF output can hold", () => {
  const bytes = mixedRandom(other)(20_000);
  expect(bytes.length).toBe(20_000);
  expect(new Set(bytes).size).toBe(256);
});
