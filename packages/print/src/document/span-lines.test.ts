import { expect, test } from "vitest";
import type { Span } from "./blocks.js";
import { inKnownGlyphs, spanLines, spanWidth, widestWord } from "./span-lines.js";

/** Every character is as wide as every other. */
const widthOf = (text: string): number => text.length;

function lines(width: number, ...spans: readonly Span[]): string[] {
  return spanLines(spans, width, widthOf).map((pieces) => {
    let line = "";
    for (const { text, x } of pieces) line = line.padEnd(x) + text;
    return line;
  });
}

test("lines break at blanks, and blanks are one, whatever they were", () => {
  expect(lines(9, { text: "one two\n three", font: "text" })).toEqual(["one two", "three"]);
});

test("spans that touch stay together", () => {
  const spans: Span[] = [
    { text: "see (", font: "text" },
    { text: "dkek", font: "digits" },
    { text: ") now", font: "text" },
  ];
  expect(lines(10, ...spans)).toEqual(["see (dkek)", "now"]);
  expect(lines(9, ...spans)).toEqual(["see", "(dkek)", "now"]);
});

test("a word that no line has room for is broken, and nothing of it is lost", () => {
  const broken = lines(4, { text: "a abcdefghij b", font: "text" });
  expect(broken.join("").replaceAll(" ", "")).toBe("aabcdefghijb");
  for (const line of broken) expect(line.length).toBeLessThanOrEqual(4);
});

test("widths of a line and of its widest word", () => {
  const spans: Span[] = [{ text: "three  by four", font: "text" }];
  expect(spanWidth(spans, widthOf)).toBe("three by four".length);
  expect(widestWord(spans, widthOf)).toBe(5);
});

test("what the font for code lacks is taken from the text's", () => {
  expect(inKnownGlyphs({ text: "a → b‖c", font: "digits" })).toEqual([
    { text: "a ", font: "digits" },
    { text: "→", font: "text" },
    { text: " b||c", font: "digits" },
  ]);
});
