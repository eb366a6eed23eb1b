/** Text as roff takes it: nothing in it is a request or an escape. */
export function roffText(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("„", "\\(Bq")
    .replaceAll("“", "\\(lq")
    .replaceAll("…", "...")
    .replace(/^\./gm, "\\&.");
}

export interface PageHead {
  /** Such as `dkek-create`. */
  readonly name: string;
  readonly section: 1 | 7;
  /** ISO 8601, the day alone. */
  readonly date: string;
  /** Name and version. */
  readonly program: string;
}

/** The first line of a manual page, man(7). */
export function titleLine({ name, section, date, program }: PageHead): string {
  return `.TH ${name.toUpperCase().replaceAll("-", "\\-")} ${section} ${date} "${program}"`;
}

export function section(title: string, ...lines: readonly string[]): string[] {
  return [`.SH ${title}`, ...lines];
}

/** A term in bold, and what it means. */
export function item(term: string, text: string): string[] {
  return [".TP", `.B ${roffText(term)}`, roffText(text)];
}

/** Lines as they are. */
export function verbatim(...lines: readonly string[]): string[] {
  return [".PP", ".nf", ...lines.map(roffText), ".fi"];
}

export function paragraph(words: string): string[] {
  return [".PP", roffText(words)];
}

/** Blocks with an empty line between them; lines that are indented, and those below them, stay lines. */
export function text(blocks: string): string[] {
  return blocks.split("\n\n").flatMap((block) => {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => line.startsWith("  "));
    if (at === -1) return paragraph(lines.join(" "));
    const above = lines.slice(0, at).join(" ");
    return [...(above === "" ? [] : paragraph(above)), ...verbatim(...lines.slice(at))];
  });
}
