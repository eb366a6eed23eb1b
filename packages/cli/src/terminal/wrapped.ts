/** A line is read with less effort than a wide terminal is long. */
const LINE_MAX_COLUMNS = 80;

/** How long lines may be on a terminal; one that does not know its size says 0 columns. */
export function linesWidth({ columns }: { readonly columns?: number }): number {
  return Math.min(columns || LINE_MAX_COLUMNS, LINE_MAX_COLUMNS);
}

/**
 * A paragraph in lines that fit, broken between words; a word that is longer than a line is cut.
 * Characters are taken to be one column wide, as in all languages that we speak.
 */
export function wrapped(text: string, columns: number): string[] {
  const width = Math.max(1, columns);
  const lines: string[] = [""];
  for (const word of text.split(" ").flatMap((word) => pieces(word, width))) {
    const last = lines.at(-1) ?? "";
    const longer = last === "" ? word : `${last} ${word}`;
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A paragraph behind a heading: its further lines begin below its first one. */
export function hanging(heading: string, text: string, columns: number): string[] {
  return wrapped(text, columns - heading.length).map(
    (line, place) => (place === 0 ? heading : " ".repeat(heading.length)) + line,
  );
}

/**
 * How long the lines of a report may be: as the terminal has it, and without an end where it goes into
 * a file or a pipe.
 */
export function reportWidth(output: NodeJS.WriteStream): number {
  return output.isTTY ? linesWidth(output) : Number.POSITIVE_INFINITY;
}

function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  return [word.slice(0, width), ...pieces(word.slice(width), width)];
}
