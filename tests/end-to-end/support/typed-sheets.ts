/** What is on the sheets of some cards, as text, for somebody who has nothing else and does as they say. */
export interface SheetsAtHand {
  /** The arguments of the `sc-hsm-tool` command that stands on them, for a file `FILE.pbe`. */
  readonly command: readonly string[];
  /** What is typed into it. */
  readonly typed: string;
}

/** @param lineEnd what ends a line: it takes 62 characters of one, and CR LF is the longer end. */
export function typedFromSheets(sheets: readonly string[], lineEnd: string): SheetsAtHand {
  const [first = ""] = sheets;
  const entries = sheets.flatMap((sheet) => ["", idOn(sheet), groupsOn(sheet, "Value")]);
  return {
    command: (/^sc-hsm-tool (--import-dkek-share .*)$/m.exec(first)?.[1] ?? "").split(" "),
    typed: [groupsOn(first, "Prime"), ...entries, ""].join(lineEnd),
  };
}

/** In the form that the sheet says. */
function idOn(sheet: string): string {
  return /^enter share ID: (\w+)/m.exec(sheet)?.[1] ?? "";
}

/** "Type the groups without check digits and without spaces." */
function groupsOn(sheet: string, part: "Prime" | "Value"): string {
  const rows = sheet.matchAll(new RegExp(`^${part} row \\d+ (\\w{4}) (\\w{4}) \\w{3}$`, "gm"));
  return [...rows].map(([, left = "", right = ""]) => left + right).join("");
}
