import { checkPrimeSync, createECDH } from "node:crypto";
import { systemRandom } from "@dkek/foundation";
import { P224_ORDER } from "@dkek/sss";
import { expect, test } from "vitest";
import { SCHEMES, schemeOf } from "./scheme.js";

/** Gives out the prepared byte strings, one a call. */
function scripted(...outputs: number[][]): (length: number) => Uint8Array {
  return (length) => {
    const next = outputs.shift();
    expect(next).toHaveLength(length);
    return Uint8Array.from(next ?? []);
  };
}

test("P-224's order is what OpenSSL has: n - 1 is the last private key that it takes", () => {
  const ecdh = createECDH("secp224r1");
  expect(() => ecdh.setPrivateKey((P224_ORDER - 1n).toString(16), "hex")).not.toThrow();
  expect(() => ecdh.setPrivateKey(P224_ORDER.toString(16), "hex")).toThrow();
});

test("p224 passwords: 28 bytes, never 00 first, never the prime or more", () => {
  const prime = [...Buffer.from(P224_ORDER.toString(16), "hex")];
  const below = [...prime.slice(0, 27), 0x3c];
  const zeroFirst = [0, ...prime.slice(1)];
  const random = scripted(prime, new Array(28).fill(0xff), zeroFirst, below);
  expect([...SCHEMES.p224.makePassword(random).expose()]).toEqual(below);
});

test("sc-hsm passwords: 8 bytes, first byte 01 to 7f", () => {
  const random = scripted(
    [0, 1, 2, 3, 4, 5, 6, 7],
    [0x80, 1, 2, 3, 4, 5, 6, 7],
    [0x81, 1, 2, 3, 4, 5, 6, 7],
  );
  expect([...SCHEMES["sc-hsm"].makePassword(random).expose()]).toEqual([1, 1, 2, 3, 4, 5, 6, 7]);
});

test("sc-hsm primes: fresh 64-bit safe primes", () => {
  const primes = [1, 2, 3].map(() => SCHEMES["sc-hsm"].makeField(systemRandom).prime);
  for (const prime of primes) {
    expect(prime >> 63n).toBe(1n);
    expect(checkPrimeSync(prime)).toBe(true);
    expect(checkPrimeSync((prime - 1n) / 2n)).toBe(true);
  }
  expect(new Set(primes).size).toBe(3);
});

test("a prime tells its scheme", () => {
  expect(schemeOf(SCHEMES.p224.makeField(systemRandom))).toBe("p224");
  expect(schemeOf(SCHEMES["sc-hsm"].makeField(systemRandom))).toBe("sc-hsm");
});
