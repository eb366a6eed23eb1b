import { PrintError } from "../print-error.js";
import { type FontName, fontOf } from "./fonts.js";

/**
 * Makes sure that the fonts on board have every character of a text, so that none comes out as a box.
 *
 * @param what what the text is, for the error.
 * @throws {PrintError} `no-glyph`, naming the first character that can't be printed.
 */
export function requirePrintable(text: string, what: string, font: FontName = "text"): void {
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (fontOf(font).hasGlyphForCodePoint(codePoint)) continue;
    throw new PrintError("no-glyph", `${what}: no font on board has ${nameOf(character)}`, {
      hint: "write it in Latin, Greek or Cyrillic letters, and in one line",
    });
  }
}

/** A character for people; what they can't see, or what would act on their terminal, by number alone. */
function nameOf(character: string): string {
  const number = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return /[\p{C}\p{Z}]/u.test(character)
    ? `the character U+${number}`
    : `"${character}" (U+${number})`;
}
