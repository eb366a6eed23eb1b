import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Words that give a language away, and are none in the other. */
const GERMAN = /[äöüßÄÖÜ„“]|\b(?:die|der|das|und|nicht|Sie|bitte|Karte|Karten|ist|eine?|oder)\b/;
const ENGLISH = /\b(?:the|and|of|is|not|card|cards|this|that|with|please|type|or|to)\b/;
/** What is printed on cards, and what is typed as a command, is quoted as it stands. */
const quotedAside = (text: string): string => text.replace(/„[^“]*“|dkek [a-z]+|--[a-z-]+/g, "");

/** What puts sections together, and holds no text. */
const COMPOSED: readonly string[] = ["words.ts", "index.ts"];

/**
 * Tests that every section of a folder of words exists in `en/` and in `de/`, and that no sentence was left
 * in the other language.
 */
export function testBothLanguages(folder: URL): void {
  const sectionsOf = (language: string): string[] =>
    readdirSync(new URL(`${language}/`, folder)).filter((name) => !COMPOSED.includes(name));
  const textsIn = (language: string, section: string): string[] =>
    textsOf(readFileSync(new URL(`${language}/${section}`, folder), "utf8"));
  const sections = sectionsOf("en");

  test("every section exists in both languages", () => {
    expect(sections.length).toBeGreaterThan(0);
    expect(sectionsOf("de").sort()).toEqual([...sections].sort());
  });

  test.each(sections)(
    "nothing German is in the English %s, and nothing English in the German",
    (section) => {
      expect(textsIn("en", section).filter((text) => GERMAN.test(text))).toEqual([]);
      expect(textsIn("de", section).filter((text) => ENGLISH.test(quotedAside(text)))).toEqual([]);
      const sentences = (language: string): string[] =>
        textsIn(language, section).filter((text) => / \p{L}+ /u.test(text));
      const english = new Set(sentences("en"));
      expect(sentences("de").filter((text) => english.has(text))).toEqual([]);
    },
  );
}

/** The texts of a source: of functions, too. Comments, imports, and names of cases and properties are none. */
function textsOf(source: string): string[] {
  const code = source
    .replace(/^import[^;]*;/gm, "")
    .replace(/^\s*(?:case )?"[^"\n]*":/gm, "")
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return (
    [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)]
      .map(([, double, single, template]) => double ?? single ?? template ?? "")
      .map((text) => text.replace(/\$\{[^}]*\}/g, "…"))
      // Not the names of faults and codes, such as `file-not-found`.
      .filter((text) => !/^[a-z]+(?:-[a-z]+)+$/.test(text))
  );
}
