import { canAsk } from "../input/standard-input.js";
import { newDkek } from "../words/en/new-dkek.js";
import { newSet } from "../words/en/new-set.js";
import { words } from "../words/spoken.js";
import type { Words } from "../words/words.js";

/** What is said of new sets and new DKEKs. */
export type SpokenWords = Pick<Words, "newSet" | "newDkek">;

export const english: SpokenWords = { newSet, newDkek };

/** With people at a terminal their language, in scripts English. */
export function spokenHere(): SpokenWords {
  return canAsk() ? words() : english;
}
