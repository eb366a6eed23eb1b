import type { Prompter } from "../terminal/prompter.js";
import type { CeremonyScreen } from "./ceremony-screen.js";

/** What every step of a guided ceremony talks through. */
export interface Guide {
  readonly prompter: Prompter;
  readonly screen: CeremonyScreen;
  readonly signal: AbortSignal;
}

/** Says paragraphs, with a line between them. */
export function tell({ prompter }: Guide, ...paragraphs: readonly string[]): void {
  for (const paragraph of paragraphs) {
    prompter.say(paragraph);
    prompter.say("");
  }
}
