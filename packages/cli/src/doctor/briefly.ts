import { dirname, resolve } from "node:path";
import { legible } from "../terminal/legible.js";
import { hanging, wrapped } from "../terminal/wrapped.js";
import { words } from "../words/spoken.js";
import { examine } from "./examine.js";
import { thisMachine } from "./machine.js";
import { lookAtPrinting } from "./printing.js";
import { LEVEL_CHARACTERS } from "./report.js";

/** Where cards will go. */
export interface Destination {
  /** The folder for what is made; it need not exist. */
  readonly out: string;
  /** As CUPS calls it; undefined if nothing is printed. */
  readonly printer: string | undefined;
}

/**
 * Looks at this machine, and at the printer if cards go there; not at HSMs. Takes moments, asks nobody,
 * and stops nothing.
 *
 * @param width how long lines may be.
 * @returns lines to show, the worst first; none if there is nothing to say.
 */
export async function lookBriefly(
  { out, printer }: Destination,
  width: number,
): Promise<readonly string[]> {
  const printing = printer === undefined ? undefined : await lookAtPrinting();
  const machine = { ...thisMachine(), workingFolder: dirname(resolve(out)) };
  const spoken = words().doctor;
  const all = examine({ machine, printing, printer }, spoken);
  const lines = (["red", "yellow"] as const)
    .flatMap((level) => all.filter((examined) => examined.level === level))
    .flatMap(({ level, check, says }) => {
      const word = legible(spoken.levels[level]).padEnd(LEVEL_CHARACTERS);
      return hanging(`  ${word}`, legible(`${spoken.titles[check]}: ${says}`), width);
    });
  return lines.length === 0 ? [] : [...wrapped(legible(spoken.brief), width), ...lines];
}
