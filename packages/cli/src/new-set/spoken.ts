import { canAsk } from "../input/standard-input.js";
import { newSet as english } from "../words/en/new-set.js";
import type { NewSetWords } from "../words/new-set-words.js";
import { words } from "../words/spoken.js";

/** With people at a terminal their language, in scripts English. */
export function spokenHere(): NewSetWords {
  return canAsk() ? words().newSet : english;
}
