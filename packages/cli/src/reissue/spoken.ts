import { canAsk } from "../input/standard-input.js";
import { reissue as english } from "../words/en/reissue.js";
import type { ReissueWords } from "../words/reissue-words.js";
import { words } from "../words/spoken.js";

/** With people at a terminal their language, in scripts English. */
export function spokenHere(): ReissueWords {
  return canAsk() ? words().reissue : english;
}
