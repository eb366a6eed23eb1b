import {
  createECDH,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  verify,
} from "node:crypto";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../hex.js";
import { curveNamed, curveWith } from "./curves.js";
import { ecKeyFrom, ecKeyNumbers } from "./ec-key.js";
import { signDigest } from "./ecdsa.js";
import { toBytes, toNumber } from "./numbers.js";
import { sharedPoint } from "./shared-point.js";

const CURVES = [
  "prime192v1",
  "prime256v1",
  "secp384r1",
  "secp521r1",
  "brainpoolP192r1",
  "brainpoolP224r1",
  "brainpoolP256r1",
  "brainpoolP320r1",
  "brainpoolP384r1",
  "brainpoolP512r1",
  "secp192k1",
  "secp256k1",
];

describe.each(CURVES)("%s", (name) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: name });

  test("is known by its numbers, with or without a", () => {
    const curve = curveNamed(name);
    expect(curveWith(curve)).toBe(curve);
    expect(curveWith({ ...curve, a: new Uint8Array(0) })).toBe(curve);
    expect(curveWith({ ...curve, prime: Uint8Array.of(0, ...curve.prime) })).toBe(curve);
    for (const part of ["prime", "a", "b", "basePoint", "order"] as const) {
      const other = Uint8Array.from(curve[part]);
      other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
      expect(curveWith({ ...curve, [part]: other })).toBeUndefined();
    }
  });

  test("a key is the same key after being taken apart", () => {
    const numbers = ecKeyNumbers(privateKey);
    const again = ecKeyFrom(numbers.curve, numbers.scalar);
    expect(again.equals(privateKey)).toBe(true);
    expect(ecKeyNumbers(again)).toEqual(numbers);
    expect(createPublicKey(again).equals(publicKey)).toBe(true);
  });

  test.each(["sha1", "sha256", "sha512"])(
    "OpenSSL verifies the signature of a digest, %s",
    (hash) => {
      const message = randomBytes(20);
      const signature = signDigest(privateKey, createHash(hash).update(message).digest());
      expect(verify(hash, message, publicKey, signature)).toBe(true);
      expect(verify(hash, randomBytes(20), publicKey, signature)).toBe(false);
    },
  );

  test("the shared point is what OpenSSL makes of both scalars, y included", () => {
    const { curve, scalar } = ecKeyNumbers(privateKey);
    const theirs = createECDH(name);
    theirs.generateKeys();
    const product = (toNumber(scalar) * toNumber(theirs.getPrivateKey())) % toNumber(curve.order);
    const expected = createECDH(name);
    expected.setPrivateKey(toBytes(product, curve.order.length));
    const found = sharedPoint(privateKey, theirs.getPublicKey());
    expect(toHex(found ?? new Uint8Array(0))).toBe(expected.getPublicKey("hex"));
  });
});

test("P-256 has the numbers that FIPS 186-4 prints", () => {
  const { prime, a, b, basePoint, order } = curveNamed("prime256v1");
  expect([prime, a, b, basePoint, order].map(toHex)).toEqual([
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
    "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296" +
      "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
  ]);
});

test("no shared point with what is no point, or a point of another curve", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const foreign = createECDH("secp256k1").generateKeys();
  const broken = createECDH("prime256v1").generateKeys();
  broken[64] = (broken[64] ?? 0) ^ 1;
  for (const theirs of [foreign, broken, fromHex("00"), fromHex(""), fromHex("04")]) {
    expect(sharedPoint(privateKey, theirs)).toBeUndefined();
  }
});
