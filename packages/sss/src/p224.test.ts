import { createECDH, createHash, ECDH } from "node:crypto";
import { expect, test } from "vitest";
import { G, H, P224, POINT_BYTES } from "./p224.js";
import { P224_ORDER } from "./p224-order.js";
import { isProbablePrime } from "./probable-prime.js";

const CURVE = "secp224r1";
const P = 2n ** 224n - 2n ** 96n + 1n;
const B = 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n;

const hex = (number: bigint): string => number.toString(16).padStart(56, "0");
const scalars = [1n, 2n, 3n, 0xffffn, 2n ** 112n + 1n, P224_ORDER / 3n, P224_ORDER - 1n];
const random = Array.from(
  { length: 20 },
  (_, i) => BigInt(`0x${createHash("sha224").update(`scalar ${i}`).digest("hex")}`) % P224_ORDER,
);

test("the order is a prime", () => {
  expect(isProbablePrime(P224_ORDER)).toBe(true);
  expect(isProbablePrime(P)).toBe(true);
});

test("multiples of G are OpenSSL's public keys, whichever way they are multiplied", () => {
  for (const scalar of [...scalars, ...random]) {
    const ecdh = createECDH(CURVE);
    ecdh.setPrivateKey(hex(scalar), "hex");
    const expected = ecdh.getPublicKey("hex", "compressed");
    expect(expected).toHaveLength(2 * POINT_BYTES);
    expect(G.multiply(scalar).toHex()).toBe(expected);
    expect(G.mulAddUnsafe(scalar, H, 0n).toHex()).toBe(expected);
    expect(G.mulAddUnsafe(scalar - 1n, G, 1n).toHex()).toBe(expected);
  }
  expect(
    G.multiply(P224_ORDER - 1n)
      .add(G)
      .is0(),
  ).toBe(true);
});

test("multiples of H are what OpenSSL's key agreement says, in x", () => {
  for (const scalar of [...scalars, ...random]) {
    const ecdh = createECDH(CURVE);
    ecdh.setPrivateKey(hex(scalar), "hex");
    const shared = ecdh.computeSecret(H.toBytes()).toString("hex");
    expect(hex(H.multiply(scalar).toAffine().x)).toBe(shared);
  }
});

test("compressed points are read as OpenSSL reads them: p is 1 modulo 4, roots take Tonelli-Shanks", () => {
  const convert = (bytes: Uint8Array): string | undefined => {
    try {
      return ECDH.convertKey(bytes, CURVE, undefined, "hex", "uncompressed") as string;
    } catch {
      return undefined;
    }
  };
  const ours = (bytes: Uint8Array): string | undefined => {
    try {
      const point = P224.fromBytes(bytes);
      point.assertValidity();
      return point.toHex(false);
    } catch {
      return undefined;
    }
  };
  let points = 0;
  for (let i = 0; i < 60; i++) {
    const x = createHash("sha224").update(`x ${i}`).digest();
    const bytes = Uint8Array.of(2 + (i % 2), ...x);
    const expected = convert(bytes);
    expect(ours(bytes)).toBe(expected);
    if (expected !== undefined) points += 1;
  }
  // Half of all x belong to a point: outside of these bounds once in millions of times.
  expect(points).toBeGreaterThan(9);
  expect(points).toBeLessThan(51);
  for (const x of [0n, P - 1n, P, P + 1n, 2n ** 224n - 1n]) {
    const bytes = Uint8Array.of(2, ...Buffer.from(hex(x), "hex"));
    expect(ours(bytes)).toBe(convert(bytes));
  }
});

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % P;
    if (bit === "1") result = (result * base) % P;
  }
  return result;
};

test("H comes from its label by the procedure that stands with it", () => {
  for (let counter = 0; ; counter++) {
    const hash = createHash("sha256").update("dkek Pedersen generator H, P-224, v1", "ascii");
    const digest = hash.update(Uint8Array.of(counter)).digest();
    const x = BigInt(`0x${digest.subarray(0, 28).toString("hex")}`);
    if (x >= P) continue;
    const square = (((x ** 3n - 3n * x + B) % P) + P) % P;
    // Euler's criterion.
    if (power(square, (P - 1n) / 2n) !== 1n) continue;
    const { x: hx, y: hy } = H.toAffine();
    expect(counter).toBe(0);
    expect(hx).toBe(x);
    // A root is a root, however it was found; of the two one is even.
    expect((hy * hy) % P).toBe(square);
    expect(hy % 2n).toBe(0n);
    expect(hy > 0n && hy < P).toBe(true);
    // And a third party's opinion: OpenSSL decompresses x with the even root.
    const compressed = Buffer.from(`02${hex(x)}`, "hex");
    const uncompressed = ECDH.convertKey(compressed, CURVE, undefined, "hex", "uncompressed");
    expect(H.toHex(false)).toBe(uncompressed);
    return;
  }
});
