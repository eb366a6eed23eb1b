import { dirname, resolve } from "node:path";
import { legible } from "../terminal/legible.js";
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
 * @returns lines to show, the worst first; none if there is nothing to say.
 */
export async function lookBriefly({ out, printer }: Destination): Promise<readonly string[]> {
  const printing = printer === undefined ? undefined : await lookAtPrinting();
  const machine = { ...thisMachine(), workingFolder: dirname(resolve(out)) };
  const spoken = words().doctor;
  const all = examine({ machine, printing, printer }, spoken);
  const lines = (["red", "yellow"] as const)
    .flatMap((level) => all.filter((examined) => examined.level === level))
    .map(({ level, check, says }) => {
      const word = legible(spoken.levels[level]).padEnd(LEVEL_CHARACTERS);
      return `  ${word}${legible(`${spoken.titles[check]}: ${says}`)}`;
    });
  return lines.length === 0 ? [] : [legible(spoken.brief), ...lines];
}
