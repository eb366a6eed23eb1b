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
    const number = codePoint.toString(16).toUpperCase().padStart(4, "0");
    throw new PrintError("no-glyph", `${what}: no font on board has "${character}" (U+${number})`, {
      hint: "write it in Latin, Greek or Cyrillic letters",
    });
  }
}
