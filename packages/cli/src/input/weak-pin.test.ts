import { expect, test } from "vitest";
import { weaknessOf } from "./weak-pin.js";

test.each([
  ["648219", "well-known"],
  ["57621880", "well-known"],
  ["3537363231383830", "well-known"],
  ["123456", "well-known"],
  ["12345678", "well-known"],
  ["Qwerty", "well-known"],
  ["234567", "run"],
  ["567890123", "run"],
  ["987654321", "run"],
  ["abcdefgh", "run"],
  ["FEDCBA9876543210", "run"],
  ["000000", "repetition"],
  ["121212", "repetition"],
  ["1231231", "repetition"],
  ["aaaaaaaaaaaaaaa", "repetition"],
  ["0123456701234567", "repetition"],
  ["AAAAAAAAAAAAAAAA", "repetition"],
] as const)("%s is weak", (pin, why) => {
  expect(weaknessOf(pin)).toBe(why);
});

test.each(["648218", "918273", "1234567a", "00000001", "5b1c0e9a44d7f263"])("%s is not", (pin) => {
  expect(weaknessOf(pin)).toBeUndefined();
});
