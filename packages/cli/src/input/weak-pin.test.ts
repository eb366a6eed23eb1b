import { expect, test } from "vitest";
import { weaknessOf } from "./weak-pin.js";

test.each([
  ["648219", /manuals/],
  ["57621880", /manuals/],
  ["3537363231383830", /manuals/],
  ["123456", /manuals/],
  ["12345678", /manuals/],
  ["Qwerty", /manuals/],
  ["234567", /follow/],
  ["567890123", /follow/],
  ["987654321", /follow/],
  ["abcdefgh", /follow/],
  ["FEDCBA9876543210", /follow/],
  ["000000", /repeats/],
  ["121212", /repeats/],
  ["1231231", /repeats/],
  ["aaaaaaaaaaaaaaa", /repeats/],
  ["0123456701234567", /repeats/],
  ["AAAAAAAAAAAAAAAA", /repeats/],
])("%s is weak", (pin, why) => {
  expect(weaknessOf(pin)).toMatch(why);
});

test.each(["648218", "918273", "1234567a", "00000001", "5b1c0e9a44d7f263"])("%s is not", (pin) => {
  expect(weaknessOf(pin)).toBeUndefined();
});
