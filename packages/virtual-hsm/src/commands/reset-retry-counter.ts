import { commitPart, type Handler } from "../card.js";
import { toHex } from "../hex.js";
import { checkSoPin, isUserPinLength, USER_PIN_REFERENCE } from "../pin.js";
import { SO_PIN_BYTES, SO_PIN_TRIES } from "../state.js";
import { answer, ok, StatusWord } from "../status-word.js";

/** P1: the data are the SO-PIN and a new user PIN. */
const WITH_NEW_PIN = 0x00;
/** P1: the data are the SO-PIN alone, and the user PIN stays as it is. */
const KEEP_PIN = 0x01;

/**
 * RESET RETRY COUNTER, 00 2C 00/01 81: unblocks the user PIN with the 8-byte SO-PIN, and sets a new
 * one where P1 is 0 (`sc_hsm_init_pin` in card-sc-hsm.c). 6985 where the card was initialised
 * without that option.
 */
export const resetRetryCounter: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  if (p1 !== WITH_NEW_PIN && p1 !== KEEP_PIN) return answer(StatusWord.wrongParameters);
  const { initialisation } = card.state;
  if (p2 !== USER_PIN_REFERENCE || initialisation === null) return answer(StatusWord.notFound);
  if (!initialisation.resetRetryCounter) return answer(StatusWord.notAllowed);
  const newPin = data.subarray(SO_PIN_BYTES);
  const rightLength =
    p1 === KEEP_PIN ? data.length === SO_PIN_BYTES : isUserPinLength(newPin.length);
  if (!rightLength) return answer(StatusWord.wrongLength);
  const refused = checkSoPin(card, initialisation, data.subarray(0, SO_PIN_BYTES));
  if (refused !== undefined) return refused;
  const { value, triesMax } = initialisation.userPin;
  commitPart(card, initialisation, {
    soPin: { ...initialisation.soPin, triesLeft: SO_PIN_TRIES },
    userPin: {
      value: p1 === KEEP_PIN ? value : toHex(newPin),
      triesLeft: triesMax,
      triesMax,
    },
  });
  card.session.userPinVerified = false;
  return ok();
};
