/**
 * What else stands on `sc-hsm-tool`'s screen around a share (`create_dkek_share` in sc-hsm-tool.c),
 * so that a copy of the whole screen is a card, too.
 */
const SCREEN_LINES = [
  /^Press <enter> to continue$/,
  /^Press <enter> to display key share \d+ of \d+$/,
  /^Share \d+ of \d+$/,
  /^Please note ALL values above and press <enter> when finished$/,
];

/** The screen-clearing escapes in a recording of the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const TERMINAL_ESCAPE = /\u001b\[[0-9;]*[A-Za-z]/;

export interface CardLine {
  /** From 1, as editors count. */
  readonly line: number;
  /** Without blanks around. */
  readonly content: string;
}

/** The lines of a text that are neither empty nor the words of `sc-hsm-tool`'s screen. */
export function cardLines(text: string): CardLine[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .flatMap((raw, index) =>
      raw.split(TERMINAL_ESCAPE).map((part) => ({ line: index + 1, content: part.trim() })),
    )
    .filter(({ content }) => content !== "" && !SCREEN_LINES.some((seen) => seen.test(content)));
}
