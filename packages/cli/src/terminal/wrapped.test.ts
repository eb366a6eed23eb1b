import fc from "fast-check";
import { expect, test } from "vitest";
import { hanging, wrapped } from "./wrapped.js";

test("breaks between words", () => {
  expect(wrapped("only Ada looks now", 10)).toEqual(["only Ada", "looks now"]);
  expect(wrapped("only Ada looks now", 80)).toEqual(["only Ada looks now"]);
  expect(wrapped("", 10)).toEqual([""]);
});

test("cuts what is longer than a line", () => {
  expect(wrapped("a Donaudampfschiff b", 8)).toEqual(["a", "Donaudam", "pfschiff", "b"]);
});

test("hangs behind a heading", () => {
  expect(hanging("RED  ", "only Ada looks now", 14)).toEqual(["RED  only Ada", "     looks now"]);
  const endless = Number.POSITIVE_INFINITY;
  expect(hanging("RED  ", "only Ada looks now", endless)).toEqual(["RED  only Ada looks now"]);
});

test("loses nothing, and no line is too long", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "ä", "1", " "), maxLength: 200 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 90 }), (text, columns) => {
      const lines = wrapped(text, columns);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});
