type Environment = Readonly<Record<string, string | undefined>>;

/** How texts are put on a screen: in its characters, and in colour where that is wanted. */
export interface ScreenText {
  /** In characters that the terminal has. */
  readonly plain: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

/** As POSIX, UTF-8 locales, `NO_COLOR` (no-color.org) and dumb terminals have it. */
export function screenText(env: Environment): ScreenText {
  const isStyled = !env["NO_COLOR"] && env["TERM"] !== "dumb";
  const style =
    (on: string): ((text: string) => string) =>
    (text) =>
      isStyled ? `\u001b[${on}m${text}\u001b[0m` : text;
  return {
    plain: hasUnicode(env) ? (text) => text : asciiOf,
    bold: style("1"),
    good: style("32"),
    bad: style("33"),
  };
}

function hasUnicode(env: Environment): boolean {
  return /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "");
}

const WRITTEN: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  Ä: "Ae",
  Ö: "Oe",
  Ü: "Ue",
  ß: "ss",
  "„": '"',
  "“": '"',
  "…": "...",
  "·": "-",
};

/** Readable with letters of English alone; names of people lose no letter, but some become `?`. */
function asciiOf(text: string): string {
  return text
    .replace(/[äöüÄÖÜß„“…·]/g, (letter) => WRITTEN[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\n\x20-\x7e]/gu, "?");
}
