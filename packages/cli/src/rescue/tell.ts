import { legible } from "../terminal/legible.js";

/** Says something to the people at the terminal, apart from the result. */
export function tell(line: string): void {
  const text = line.startsWith("  ") ? line : `dkek: ${line}`;
  process.stderr.write(legible(`${text}\n`));
}
