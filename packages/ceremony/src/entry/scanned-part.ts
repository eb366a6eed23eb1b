/**
 * The code that a scanner has just typed at the end of a line, behind whatever stands in it already:
 * digits, or a code that was refused. A line that ends in none stays as it is.
 */
export function scannedPart(line: string): string {
  return /^.*(DKEK[0-9]+\.[^/\\]*)$/is.exec(line)?.[1] ?? line;
}
