import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languageOf, takeLanguage } from "./language.js";

const sections = readdirSync(new URL("en/", import.meta.url)).filter((name) => name !== "words.ts");

/** The texts of a section as they stand in its source: of functions, too. Comments and imports are none. */
function textsOf(language: string, section: string): string[] {
  const source = readFileSync(new URL(`${language}/${section}`, import.meta.url), "utf8")
    .replace(/^import[^;]*;/gm, "")
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return (
    [...source.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)]
      .map(([, double, single, template]) => double ?? single ?? template ?? "")
      .map((text) => text.replace(/\$\{[^}]*\}/g, "…"))
      // Not the names of faults and codes, such as `file-not-found`.
      .filter((text) => !/^[a-z]+(?:-[a-z]+)+$/.test(text))
  );
}

/** Words that give a language away, and are none in the other. */
const GERMAN = /[äöüßÄÖÜ„“]|\b(?:die|der|das|und|nicht|Sie|bitte|Karte|Karten|ist|eine?|oder)\b/;
const ENGLISH = /\b(?:the|and|of|is|not|card|cards|this|that|with|please|type|or|to)\b/;
/** What is printed on cards, and what is typed as a command, is quoted as it stands. */
const quotedAside = (text: string): string => text.replace(/„[^“]*“|dkek [a-z]+|--[a-z-]+/g, "");

test("every section exists in both languages", () => {
  const german = readdirSync(new URL("de/", import.meta.url)).filter((name) => name !== "words.ts");
  expect(german.sort()).toEqual([...sections].sort());
});

test.each(sections)(
  "nothing German is in the English %s, and nothing English in the German",
  (section) => {
    expect(textsOf("en", section).filter((text) => GERMAN.test(text))).toEqual([]);
    expect(textsOf("de", section).filter((text) => ENGLISH.test(quotedAside(text)))).toEqual([]);
    const sentences = (language: string): string[] =>
      textsOf(language, section).filter((text) => / \p{L}+ /u.test(text));
    const english = new Set(sentences("en"));
    expect(sentences("de").filter((text) => english.has(text))).toEqual([]);
  },
);

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
