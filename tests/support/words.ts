import type { Box, Word, WordsOfPage } from "./poppler.js";

/** Of a word's box, which is as high as its font: above capitals, and below the tails of letters. */
const ABOVE_INK = 0.25;
const BELOW_INK = 0.05;
/** In millimetres: what is not seen. */
const TOUCH_MM = 0.05;

/** The words that lie, all or in part, outside of a box. */
export function outside(words: readonly Word[], { left, top, right, bottom }: Box): Word[] {
  return words.filter((word) => {
    const ink = inkOf(word);
    return word.left < left || word.right > right || ink.top < top || ink.bottom > bottom;
  });
}

/** Pairs of words that are printed one over the other. */
export function overlaps({ words }: WordsOfPage): string[] {
  return words.flatMap((word, place) =>
    words
      .slice(place + 1)
      .filter((other) => overlap(inkOf(word), inkOf(other)))
      .map((other) => `${word.text} / ${other.text}`),
  );
}

/** What is wrong with where a page's words stand: too near to its edge, or one in another. */
export function misplaced(page: WordsOfPage, margin: number): string[] {
  const { width, height, words } = page;
  const inside = { left: margin, top: margin, right: width - margin, bottom: height - margin };
  return [...outside(words, inside).map(({ text }) => `near the edge: ${text}`), ...overlaps(page)];
}

function inkOf(word: Word): Box {
  const height = word.bottom - word.top;
  return {
    left: word.left,
    right: word.right,
    top: word.top + ABOVE_INK * height,
    bottom: word.bottom - BELOW_INK * height,
  };
}

function overlap(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > TOUCH_MM && height > TOUCH_MM;
}
