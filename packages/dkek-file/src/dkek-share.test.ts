import { SecretBytes } from "@dkek/foundation";
import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/multi-dkek.json" with { type: "json" };
import { xorDkekShares } from "./dkek-share.js";
import { kcvOf } from "./kcv.js";

function secret(hex: string): SecretBytes {
  return SecretBytes.own(Uint8Array.from(Buffer.from(hex, "hex")));
}

test.for(vectors.multiDkek)("the HSM's own DKEK and KCV: $name", (vector) => {
  const shares = vector.dkekSharesHex.map(secret);
  for (const order of [shares, shares.toReversed()]) {
    const dkek = xorDkekShares(order);
    expect(Buffer.from(dkek.expose()).toString("hex")).toBe(vector.dkekHex);
    expect(kcvOf(dkek)).toBe(vector.kcvHex.toUpperCase());
  }
});

test("one share is the DKEK, in a buffer of its own", () => {
  const share = secret("ab".repeat(32));
  const dkek = xorDkekShares([share]);
  share.wipe();
  expect(dkek.expose()).toEqual(new Uint8Array(32).fill(0xab));
});

test("every share counts", () => {
  const shares = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), {
    minLength: 2,
    maxLength: 10,
  });
  fc.assert(
    fc.property(shares, (all) => {
      const [first = new Uint8Array(0), ...others] = all;
      const dkek = xorDkekShares(all.map(SecretBytes.copyOf));
      const rest = xorDkekShares(others.map(SecretBytes.copyOf));
      expect(xorDkekShares([dkek, rest]).expose()).toEqual(first);
    }),
  );
});

test("no share, and shares of another length, are refused", () => {
  const share = secret("00".repeat(32));
  expect(() => xorDkekShares([])).toThrow(expect.objectContaining({ code: "no-shares" }));
  for (const length of [0, 31, 33]) {
    const odd = secret("00".repeat(length));
    expect(() => xorDkekShares([share, odd])).toThrow(
      expect.objectContaining({ code: "share-wrong-length" }),
    );
  }
});
