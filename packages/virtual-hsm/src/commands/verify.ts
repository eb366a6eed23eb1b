import type { Handler } from "../card.js";
import { checkSoPin, checkUserPin, SO_PIN_REFERENCE, USER_PIN_REFERENCE } from "../pin.js";
import { answer, ok, StatusWord, triesLeft } from "../status-word.js";

/**
 * VERIFY, 00 20 00 81 (user PIN) or 88 (SO-PIN). Without data: how many tries are left (63Cx, 6983
 * for none), or 9000 where the user PIN is verified already.
 *
 * 6A88 on a card that was never initialised, and for every other reference: OpenSC asks for 85 and
 * 86 to learn whether there is a PIN pad, and any other answer would mean that there is one.
 */
export const verify: Handler = (card, { p1, p2, data }) => {
  if (p1 !== 0) return answer(StatusWord.wrongParameters);
  const { initialisation } = card.state;
  if (initialisation === null) return answer(StatusWord.notFound);
  if (p2 === USER_PIN_REFERENCE) {
    if (data === undefined) {
      return card.session.userPinVerified ? ok() : triesLeft(initialisation.userPin.triesLeft);
    }
    const refused = checkUserPin(card, initialisation, data);
    if (refused !== undefined) return refused;
    card.session.userPinVerified = true;
    return ok();
  }
  if (p2 !== SO_PIN_REFERENCE) return answer(StatusWord.notFound);
  // A right SO-PIN opens nothing by itself: it is given anew with each command that needs it.
  if (data === undefined) return triesLeft(initialisation.soPin.triesLeft);
  return checkSoPin(card, initialisation, data) ?? ok();
};
