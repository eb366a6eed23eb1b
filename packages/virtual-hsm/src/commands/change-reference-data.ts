import { type Card, commitPart, type Handler } from "../card.js";
import { fromHex, toHex } from "../hex.js";
import {
  checkSoPin,
  checkUserPin,
  isUserPinLength,
  SO_PIN_REFERENCE,
  USER_PIN_REFERENCE,
} from "../pin.js";
import { type Initialisation, SO_PIN_BYTES, SO_PIN_TRIES } from "../state.js";
import { answer, ok, StatusWord } from "../status-word.js";

/**
 * CHANGE REFERENCE DATA, 00 24 00 81 or 88: the old PIN and the new one behind it, without anything
 * in between: the old one's length is the card's to know.
 */
export const changeReferenceData: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  if (p1 !== 0) return answer(StatusWord.wrongParameters);
  const { initialisation } = card.state;
  if (initialisation === null) return answer(StatusWord.notFound);
  switch (p2) {
    case USER_PIN_REFERENCE:
      return changeUserPin(card, initialisation, data);
    case SO_PIN_REFERENCE:
      return changeSoPin(card, initialisation, data);
    default:
      return answer(StatusWord.notFound);
  }
};

function changeUserPin(card: Card, initialisation: Initialisation, data: Uint8Array) {
  const oldLength = fromHex(initialisation.userPin.value).length;
  const given = data.subarray(oldLength);
  if (!isUserPinLength(given.length)) return answer(StatusWord.wrongLength);
  const refused = checkUserPin(card, initialisation, data.subarray(0, oldLength));
  if (refused !== undefined) return refused;
  const { triesMax } = initialisation.userPin;
  commitPart(card, initialisation, {
    userPin: { value: toHex(given), triesLeft: triesMax, triesMax },
  });
  return ok();
}

function changeSoPin(card: Card, initialisation: Initialisation, data: Uint8Array) {
  if (data.length !== 2 * SO_PIN_BYTES) return answer(StatusWord.wrongLength);
  const refused = checkSoPin(card, initialisation, data.subarray(0, SO_PIN_BYTES));
  if (refused !== undefined) return refused;
  const value = toHex(data.subarray(SO_PIN_BYTES));
  commitPart(card, initialisation, { soPin: { value, triesLeft: SO_PIN_TRIES } });
  return ok();
}
