import { expect, test } from "vitest";
import { requirePrintable } from "./printable.js";

test.each([
  ["Root 🔑", '"🔑" (U+1F511)'],
  ["李", '"李" (U+674E)'],
])("%s: the first character that no font has is shown, and named", (text, named) => {
  expect(() => requirePrintable(text, "label")).toThrow(
    expect.objectContaining({
      code: "no-glyph",
      message: `label: no font on board has ${named}`,
    }),
  );
});

test.each([
  ["a bell", "\u0007", "U+0007"],
  ["a line's end", "\n", "U+000A"],
  ["an escape sequence", "\u001b[2J", "U+001B"],
  ["what turns text around", "\u202e", "U+202E"],
])("%s is named by its number alone: it would act on the terminal", (_what, text, number) => {
  expect(() => requirePrintable(`a${text}b`, "label")).toThrow(
    expect.objectContaining({ message: `label: no font on board has the character ${number}` }),
  );
});

test.each(["Łukasz Żółć", "Σοφία Παπαδοπούλου", "Анна Каренина", "Zoë Ågård", "x\u0323\u0302"])(
  "%s can be printed",
  (text) => {
    expect(() => requirePrintable(text, "label")).not.toThrow();
  },
);
