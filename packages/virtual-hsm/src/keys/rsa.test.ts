import { constants, createHash, generateKeyPairSync, verify } from "node:crypto";
import { systemRandom } from "@dkek/foundation";
import { describe, expect, test } from "vitest";
import { encodePss } from "./pss.js";
import { primesOf, rsaKeyFromPrimes, rsaKeyNumbers } from "./rsa-key.js";
import { rsaPkcs1, rsaRaw } from "./rsa-operation.js";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
const numbers = rsaKeyNumbers(privateKey);
const { modulus, publicExponent, privateExponent, p, q } = numbers;

describe("a key from its numbers", () => {
  test("the primes are found from the exponents", () => {
    const found = primesOf(modulus, publicExponent, privateExponent) ?? [];
    expect([...found].sort()).toEqual([p, q].sort());
    // OpenSSL gives d modulo the least common multiple of p - 1 and q - 1, others modulo their product.
    const larger = privateExponent + (p - 1n) * (q - 1n);
    expect([...(primesOf(modulus, publicExponent, larger) ?? [])].sort()).toEqual([p, q].sort());
  });

  test("no primes from numbers that don't belong together", () => {
    expect(primesOf(modulus, publicExponent, privateExponent + 2n)).toBeUndefined();
    expect(primesOf(modulus, publicExponent, 0n)).toBeUndefined();
    expect(primesOf(0n, publicExponent, privateExponent)).toBeUndefined();
  });

  test("signs as the key that the numbers are from", () => {
    const again = rsaKeyFromPrimes(q, p, publicExponent);
    const block = new Uint8Array(128).fill(0x11);
    expect(again && rsaRaw(again, block)).toEqual(rsaRaw(privateKey, block));
  });

  test("only of the sizes that the card knows", () => {
    expect(rsaKeyFromPrimes(11n, 13n, 7n)).toBeUndefined();
    expect(rsaKeyFromPrimes(p, 13n, publicExponent)).toBeUndefined();
    expect(rsaKeyFromPrimes(p, q, 2n)).toBeUndefined();
  });
});

describe("PSS of a digest", () => {
  test.each(["sha1", "sha224", "sha256", "sha384"])("OpenSSL verifies it: %s", (hash) => {
    const digest = createHash(hash).update("message").digest();
    const block = encodePss(digest, 1024, systemRandom) ?? new Uint8Array(0);
    const signature = rsaRaw(privateKey, block) ?? new Uint8Array(0);
    const options = {
      key: publicKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    };
    expect(verify(hash, Buffer.from("message"), options, signature)).toBe(true);
  });

  test("not for a length that no hash has, nor for a hash too long for the modulus", () => {
    expect(encodePss(new Uint8Array(33), 2048, systemRandom)).toBeUndefined();
    expect(encodePss(new Uint8Array(64), 1024, systemRandom)).toBeUndefined();
  });
});

test("blocks have the length of the modulus and are smaller; a DigestInfo leaves room for padding", () => {
  expect(rsaRaw(privateKey, new Uint8Array(127))).toBeUndefined();
  expect(rsaRaw(privateKey, new Uint8Array(129))).toBeUndefined();
  expect(rsaRaw(privateKey, new Uint8Array(128).fill(0xff))).toBeUndefined();
  expect(rsaPkcs1(privateKey, new Uint8Array(117))).toHaveLength(128);
  expect(rsaPkcs1(privateKey, new Uint8Array(118))).toBeUndefined();
});
