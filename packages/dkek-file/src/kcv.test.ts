import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import stock from "../../../tests/vectors/pbe.json" with { type: "json" };
import { kcvOf, parseKcv } from "./kcv.js";

test.for(stock.sets)("what the HSM shows: $name", ({ dkekShareHex, kcvHex }) => {
  const share = SecretBytes.copyOf(Buffer.from(dkekShareHex, "hex"));
  expect(kcvOf(share)).toBe(parseKcv(kcvHex));
});

test("only 32 bytes have one", () => {
  for (const length of [0, 31, 33]) {
    expect(() => kcvOf(SecretBytes.own(new Uint8Array(length)))).toThrow(
      expect.objectContaining({ code: "share-wrong-length" }),
    );
  }
});

test("is read in either case, and from nothing but 16 hex digits", () => {
  expect(parseKcv("3d399a9B2D94b587")).toBe("3D399A9B2D94B587");
  for (const text of ["", "3D399A9B2D94B58", "3D399A9B2D94B5870", "3D399A9B2D94B58G", "3D:39"]) {
    expect(parseKcv(text)).toBeUndefined();
  }
});
