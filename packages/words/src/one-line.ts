/**
 * Text on one line, from left to right. Names of files, keys and people are others': none may move a
 * cursor, begin a line of its own, or turn around what stands beside it.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, " ");
}
