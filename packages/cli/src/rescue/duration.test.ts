import { expect, test } from "vitest";
import { parseDuration, roughly } from "./duration.js";

test("reads a time with its unit, and nothing else", () => {
  expect(["90s", "30m", "12h", "3d"].map(parseDuration)).toEqual([
    90_000, 1_800_000, 43_200_000, 259_200_000,
  ]);
  for (const text of ["0s", "5", "m", "-1m", "1.5h", "1 h", "9999999s", "25d"])
    expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [0.2, "1 second"],
  [80, "80 seconds"],
  [90, "2 minutes"],
  [5000, "83 minutes"],
  [5400, "2 hours"],
  [200_000, "2 days"],
  [1e9, "32 years"],
  [1e12, "centuries"],
])("%d seconds are %s", (seconds, text) => expect(roughly(seconds)).toBe(text));
