import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../hex.js";
import { bitLength, derInteger, inverse, modulo, power, toBytes, toNumber } from "./numbers.js";

const P = 2n ** 255n - 19n;
const number = fc.bigInt(1n, P - 1n);

test("an inverse, times the number, is 1; and is Fermat's", () => {
  fc.assert(
    fc.property(number, (a) => {
      const found = inverse(a, P) ?? 0n;
      expect((a * found) % P).toBe(1n);
      expect(power(a, P - 2n, P)).toBe(found);
      expect(inverse(-a, P)).toBe(P - found);
    }),
    { numRuns: 20 },
  );
});

test("what shares a factor with the modulus has no inverse", () => {
  expect(inverse(6n, 9n)).toBeUndefined();
  expect(inverse(0n, 9n)).toBeUndefined();
  expect(inverse(4n, 9n)).toBe(7n);
});

test("bytes and back, leading zeros kept", () => {
  fc.assert(fc.property(number, (a) => toNumber(toBytes(a, 40)) === a));
  expect(toHex(toBytes(0x1ffn, 4))).toBe("000001ff");
  expect(toNumber(new Uint8Array(0))).toBe(0n);
});

test.each([
  [0n, "020100"],
  [0x7fn, "02017f"],
  [0x80n, "02020080"],
  [0x100n, "02020100"],
])("DER of %i", (value, hex) => {
  expect(toHex(derInteger(value))).toBe(hex);
});

test("lengths and remainders", () => {
  expect([0n, 1n, 255n, 256n].map(bitLength)).toEqual([0, 1, 8, 9]);
  expect(modulo(-1n, 7n)).toBe(6n);
});
