import type { FontName } from "../page/fonts.js";
import { fontOf } from "../page/fonts.js";
import { wrapLines } from "../page/wrap-lines.js";
import type { Span } from "./blocks.js";

/** A piece of one line, and where it begins, in the unit of the width. */
export interface Piece {
  readonly text: string;
  readonly font: FontName;
  readonly x: number;
}

/** Measures a text in one font. */
export type WidthOf = (text: string, font: FontName) => number;

/**
 * Breaks spans into lines that are no wider than `width`: at blanks, and inside a word only where the word
 * alone is too wide.
 */
export function spanLines(spans: readonly Span[], width: number, widthOf: WidthOf): Piece[][] {
  const lines: Piece[][] = [[]];
  let x = 0;
  for (const word of wordsOf(spans)) {
    const wide = wordWidth(word, widthOf);
    const line = lines.at(-1) ?? [];
    const gap = line.length === 0 ? 0 : widthOf(" ", "text");
    if (line.length > 0 && x + gap + wide > width) {
      lines.push([]);
      x = 0;
    } else x += gap;
    for (const { text, font } of wide <= width ? word : torn(word, width, widthOf)) {
      const part = widthOf(text, font);
      if (x > 0 && x + part > width && wide > width) {
        lines.push([]);
        x = 0;
      }
      lines.at(-1)?.push({ text, font, x });
      x += part;
    }
  }
  return lines;
}

/** How wide a text is in one line. */
export function spanWidth(spans: readonly Span[], widthOf: WidthOf): number {
  const gap = widthOf(" ", "text");
  const words = wordsOf(spans);
  return words.reduce((sum, word) => sum + wordWidth(word, widthOf) + gap, -gap);
}

/** The width of the widest word. */
export function widestWord(spans: readonly Span[], widthOf: WidthOf): number {
  return Math.max(0, ...wordsOf(spans).map((word) => wordWidth(word, widthOf)));
}

/**
 * A character that a font lacks is taken from the text's; what that lacks as well is spelled in another
 * way, if one is known.
 */
export function inKnownGlyphs({ text, font }: Span): Span[] {
  const spans: Span[] = [];
  for (const character of text) {
    const has = (name: FontName): boolean =>
      fontOf(name).hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
    const piece: Span = has(font)
      ? { text: character, font }
      : has("text")
        ? { text: character, font: "text" }
        : { text: SPELLED[character] ?? character, font };
    const last = spans.at(-1);
    if (last?.font !== piece.font) spans.push(piece);
    else spans[spans.length - 1] = { font: last.font, text: last.text + piece.text };
  }
  return spans;
}

const SPELLED: Readonly<Record<string, string>> = { "‖": "||" };

/** Words, each of one or more pieces without blanks. */
function wordsOf(spans: readonly Span[]): Span[][] {
  const words: Span[][] = [];
  let isOpen = false;
  for (const { text, font } of spans.flatMap(inKnownGlyphs)) {
    for (const part of text.split(/(\s+)/)) {
      if (part === "") continue;
      if (/^\s/.test(part)) isOpen = false;
      else if (isOpen) words.at(-1)?.push({ text: part, font });
      else {
        words.push([{ text: part, font }]);
        isOpen = true;
      }
    }
  }
  return words;
}

function wordWidth(word: readonly Span[], widthOf: WidthOf): number {
  return word.reduce((sum, { text, font }) => sum + widthOf(text, font), 0);
}

function torn(word: readonly Span[], width: number, widthOf: WidthOf): Span[] {
  return word.flatMap(({ text, font }) =>
    wrapLines(text, width, (line) => widthOf(line, font)).map((piece) => ({ text: piece, font })),
  );
}
