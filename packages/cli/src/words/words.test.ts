import { expect, test } from "vitest";
import { testBothLanguages } from "../../../../tests/support/two-languages.js";
import { languageOf, takeLanguage } from "./language.js";

testBothLanguages(new URL(".", import.meta.url));

test.each([
  [undefined, {}, "en"],
  [undefined, { LANG: "de_DE.UTF-8" }, "de"],
  [undefined, { LANG: "de" }, "de"],
  [undefined, { LANG: "de_AT.UTF-8", LC_MESSAGES: "en_GB.UTF-8" }, "en"],
  [undefined, { LANG: "C", LC_MESSAGES: "C", LC_ALL: "de_CH" }, "de"],
  [undefined, { LANG: "de_DE", LC_ALL: "" }, "de"],
  [undefined, { LANG: "dent" }, "en"],
  [undefined, { LANG: "fr_FR.UTF-8" }, "en"],
  ["de", { LC_ALL: "en_US.UTF-8" }, "de"],
  ["en", { LC_ALL: "de_DE.UTF-8" }, "en"],
] as const)("--lang %s in %j is %s", (named, env, language) => {
  expect(languageOf(named, env)).toBe(language);
});

test.each([
  [["create", "--lang", "de"], "de", ["create"]],
  [["create", "--lang=de", "--out", "x"], "de", ["create", "--out", "x"]],
  [["--lang", "de", "verify", "--lang=en"], "en", ["verify"]],
  [["create"], undefined, ["create"]],
])("%j names %s", (args, named, rest) => {
  expect(takeLanguage(args)).toEqual({ named, rest });
});

test.each([["--lang"], ["--lang", "fr"], ["--lang=de_DE"]])("%s %s is refused", (...args) => {
  expect(() => takeLanguage(args)).toThrow("not one of en, de");
});
