import { HsmError, type HsmErrorCode } from "@dkek/hsm";
import { expect, test } from "vitest";
import { chooseReader } from "./choose-reader.js";
import type { Reader } from "./reader-list.js";

const READERS: readonly Reader[] = [
  { index: 0, name: "Nitrokey HSM 00 00", cardPresent: true },
  { index: 1, name: "Nitrokey HSM 01 00", cardPresent: false },
  { index: 2, name: "ACS ACR39U 02 00", cardPresent: false },
  { index: 3, name: "ACS ACR39U 02", cardPresent: true },
];
const ONE_CARD = READERS.slice(0, 3);

test.each([
  ["the only card", ONE_CARD, undefined, 0],
  ["the whole name", READERS, "Nitrokey HSM 00 00", 0],
  ["the whole name, though it is part of another", READERS, "ACS ACR39U 02", 3],
  ["the number", READERS, "3", 3],
  ["a part of it", READERS, "hsm 00", 0],
] as const)("by %s", (_what, readers, wanted, index) => {
  expect(chooseReader(readers, wanted).index).toBe(index);
});

test.each<readonly [HsmErrorCode, readonly Reader[], string | undefined]>([
  ["no-reader", [], undefined],
  ["no-reader", [], "Nitrokey"],
  ["no-card", READERS.slice(1, 3), undefined],
  ["no-card", READERS, "1"],
  ["reader-not-named", READERS, undefined],
  ["reader-not-named", READERS, "Nitrokey"],
  ["reader-not-found", READERS, "Gemalto"],
  ["reader-not-found", READERS, "4"],
  ["reader-not-found", ONE_CARD, ""],
])("%s", (code, readers, wanted) => {
  const choose = (): Reader => chooseReader(readers, wanted);
  expect(choose).toThrow(HsmError);
  expect(choose).toThrow(expect.objectContaining({ code, hint: expect.any(String) }));
});

test("the error names the readers that could be meant", () => {
  expect(() => chooseReader(READERS)).toThrow(/0 "Nitrokey HSM 00 00", 3 "ACS ACR39U 02"/);
});
