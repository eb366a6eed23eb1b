import fc from "fast-check";
import { expect, test } from "vitest";
import { wrapLines } from "./wrap-lines.js";

const byLength = (line: string): number => line.length;

test("breaks at blanks, and within a word only where it is too wide alone", () => {
  expect(wrapLines("one two three", 7, byLength)).toEqual(["one two", "three"]);
  expect(wrapLines("a Wolkenstein b", 5, byLength)).toEqual(["a", "Wolke", "nstei", "n b"]);
  expect(wrapLines("one\ntwo", 10, byLength)).toEqual(["one", "two"]);
  expect(wrapLines("", 10, byLength)).toEqual([""]);
});

test("a letter stays with its accents", () => {
  const letter = "e\u0301";
  expect(wrapLines(letter.repeat(3), 2, byLength)).toEqual([letter, letter, letter]);
});

test("no line is too wide, and nothing is lost", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 20 }), (words, width) => {
      const lines = wrapLines(words.join(" "), width, byLength);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
    }),
  );
});
