/**
 * Breaks a text into lines that are no wider than `width`: at blanks, and inside a word only where the
 * word alone is too wide. Line feeds stay.
 *
 * @param widthOf measures a line, in the unit of `width`.
 */
export function wrapLines(
  text: string,
  width: number,
  widthOf: (line: string) => number,
): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [""];
    for (const word of paragraph.split(" ")) {
      const last = lines.at(-1) ?? "";
      const longer = last === "" ? word : `${last} ${word}`;
      if (widthOf(longer) <= width) lines[lines.length - 1] = longer;
      else {
        const [first = "", ...rest] = pieces(word, width, widthOf);
        if (last === "") lines[lines.length - 1] = first;
        else lines.push(first);
        lines.push(...rest);
      }
    }
    return lines;
  });
}

/** A word that has no room in a line is broken between characters (never within a combined one). */
function pieces(word: string, width: number, widthOf: (line: string) => number): string[] {
  const found: string[] = [""];
  for (const { segment } of new Intl.Segmenter("en").segment(word)) {
    const longer = `${found.at(-1)}${segment}`;
    if (widthOf(longer) <= width || found.at(-1) === "") found[found.length - 1] = longer;
    else found.push(segment);
  }
  return found;
}
