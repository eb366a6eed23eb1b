import { legible } from "../terminal/legible.js";
import { hanging, reportWidth } from "../terminal/wrapped.js";

/** Says something to the people at the terminal, apart from the result; a table's rows stay whole. */
export function tell(line: string): void {
  const rows = line.startsWith("  ")
    ? [line]
    : hanging("dkek: ", line, reportWidth(process.stderr));
  for (const row of rows) process.stderr.write(legible(`${row}\n`));
}
