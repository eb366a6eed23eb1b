import type { Handler } from "../card.js";
import { answer, ok, StatusWord } from "../status-word.js";

/** The most that a genuine card gives at once; OpenSC asks for no more. */
const BYTES_MAX = 1024;

/** GET CHALLENGE, 00 84 00 00 Le: that many random bytes. */
export const getChallenge: Handler = (card, { p1, p2, data, le }) => {
  if (p1 !== 0 || p2 !== 0) return answer(StatusWord.wrongParameters);
  if (data !== undefined || le === undefined || le > BYTES_MAX) {
    return answer(StatusWord.wrongLength);
  }
  return ok(card.random(le));
};
