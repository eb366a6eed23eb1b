import type { CheckName } from "./check-names.js";
import type { Examined } from "./examine.js";

/** What a procedure demands, and which checks it has taken care of in another way. */
export interface Demands {
  readonly strict: boolean;
  readonly accepted: readonly CheckName[];
}

/**
 * The checks for which a ceremony should not begin: those that are red; under `--strict` all that are not
 * green, also those that can't be told. What was accepted is none of them.
 */
export function refused(all: readonly Examined[], { strict, accepted }: Demands): CheckName[] {
  return all
    .filter(({ level }) => (strict ? level !== "green" : level === "red"))
    .map(({ check }) => check)
    .filter((check) => !accepted.includes(check));
}
