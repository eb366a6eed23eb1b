import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findTlv, readTlvs, tlvLength } from "./tlv.js";

test("nested objects are found by their tags", () => {
  const bytes = hexToBytes("5f2901007f21077f4e04420241421234".slice(0, -4));
  const car = findTlv(bytes, 0x7f21, 0x7f4e, 0x42);
  expect(car && bytesToHex(car)).toBe("4142");
  expect(findTlv(bytes, 0x7f21, 0x42)).toBeUndefined();
});

test("two-byte lengths are read, also from a beginning", () => {
  expect(tlvLength(hexToBytes("7f21820154"))).toBe(5 + 0x154);
  expect(tlvLength(hexToBytes("30819a"))).toBe(3 + 0x9a);
  expect(tlvLength(hexToBytes("7f2182"))).toBeUndefined();
});

test.each([
  ["a value cut short", "4203aabb"],
  ["no length", "42"],
  ["an endless tag", "7fffffffff00"],
  ["an indefinite length", "3080020100"],
  ["a length of three bytes", "8083000001aa"],
  ["one object whole, the next not", "420041"],
])("%s is not well-formed", (_what, hex) => {
  expect(readTlvs(hexToBytes(hex))).toBeUndefined();
});

test("no bytes crash it, and what it finds lies inside of them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const found = readTlvs(bytes);
      for (const { value } of found ?? []) expect(value.length).toBeLessThan(bytes.length);
      if (found?.length === 1) expect(tlvLength(bytes)).toBe(bytes.length);
    }),
  );
});
