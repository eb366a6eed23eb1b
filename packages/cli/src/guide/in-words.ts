import { DkekError } from "@dkek/foundation";
import type { Advice } from "@dkek/words";
import { refuse } from "../terminal/refused.js";

/**
 * Runs a check whose errors are made for a command line, and says those that have words of their own in
 * the conversation with these.
 *
 * @param advice by the error's code.
 * @throws {Refused} or what the check throws.
 */
export function inWords(advice: Readonly<Record<string, Advice>>, check: () => void): void {
  try {
    check();
  } catch (error) {
    const said = error instanceof DkekError ? advice[error.code] : undefined;
    if (said === undefined) throw error;
    refuse(said);
  }
}
