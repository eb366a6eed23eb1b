import { expect, test } from "vitest";
import { signed, sized, unsigned, vector } from "./encoding.js";

// Examples of the DWARF standard (version 5, section 7.6), which LEB128 comes from.
test.for([
  [2, [2]],
  [127, [127]],
  [128, [0x80, 1]],
  [129, [0x81, 1]],
  [12857, [0xb9, 0x64]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
] as const)("unsigned %d", ([value, bytes]) => {
  expect(unsigned(value)).toEqual(bytes);
});

test.for([
  [2, [2]],
  [-2, [0x7e]],
  [127, [0xff, 0]],
  [-127, [0x81, 0x7f]],
  [128, [0x80, 1]],
  [-128, [0x80, 0x7f]],
  [129, [0x81, 1]],
  [-129, [0xff, 0x7e]],
  [0x7fffffff, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [-0x80000000, [0x80, 0x80, 0x80, 0x80, 0x78]],
] as const)("signed %d", ([value, bytes]) => {
  expect(signed(value)).toEqual(bytes);
});

test("lengths and numbers of elements stand before what they count", () => {
  expect(sized([7, 8, 9])).toEqual([3, 7, 8, 9]);
  expect(vector([[7, 8], [9]])).toEqual([2, 7, 8, 9]);
});
