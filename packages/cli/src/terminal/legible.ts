/** What a terminal without Unicode has instead. */
const IN_ASCII: Readonly<Record<string, string>> = {
  "…": "...",
  "→": "->",
  "–": "-",
  "—": "-",
  "„": '"',
  "“": '"',
  "”": '"',
  "’": "'",
  "×": "x",
  "·": "-",
  ä: "ae",
  ö: "oe",
  ü: "ue",
  Ä: "Ae",
  Ö: "Oe",
  Ü: "Ue",
  ß: "ss",
};

/** Text as the terminal's locale can show it: as it is in UTF-8, else in ASCII. */
export function legible(
  text: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (isUnicode(env, platform)) return text;
  return text
    .replace(/[^\0-\x7f]/gu, (character) => IN_ASCII[character] ?? character)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\0-\x7f]/gu, "?");
}

/** By the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set and not empty; other systems have UTF-8. */
function isUnicode(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return /utf-?8/i.test(locale);
}
