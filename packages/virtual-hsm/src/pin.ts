import { timingSafeEqual } from "node:crypto";
import type { ResponseApdu } from "@dkek/hsm";
import { type Card, commitPart } from "./card.js";
import { fromHex } from "./hex.js";
import {
  type Initialisation,
  SO_PIN_TRIES,
  USER_PIN_BYTES_MAX,
  USER_PIN_BYTES_MIN,
  USER_PIN_TRIES_MAX,
} from "./state.js";
import { answer, StatusWord, triesLeft } from "./status-word.js";

/** Which PIN a command means, by its P2 (`ID_USER_PIN`, `ID_SO_PIN` in card-sc-hsm.h). */
export const USER_PIN_REFERENCE = 0x81;
export const SO_PIN_REFERENCE = 0x88;

/** May a user PIN be this long? In bytes. */
export function isUserPinLength(length: number): boolean {
  return length >= USER_PIN_BYTES_MIN && length <= USER_PIN_BYTES_MAX;
}

/** The most tries that a user PIN of this many bytes may have: the shorter, the fewer. */
export function userPinTriesMax(length: number): number {
  return length === 6 ? 3 : length === 7 ? 5 : USER_PIN_TRIES_MAX;
}

/**
 * Compares the user PIN and counts: a wrong one costs a try, the right one gives all of them back.
 *
 * @returns undefined if it is right, otherwise the answer that the command ends with.
 */
export function checkUserPin(
  card: Card,
  initialisation: Initialisation,
  given: Uint8Array,
): ResponseApdu | undefined {
  const { userPin } = initialisation;
  if (userPin.triesLeft === 0) return answer(StatusWord.blocked);
  const right = sameBytes(fromHex(userPin.value), given);
  const tries = right ? userPin.triesMax : userPin.triesLeft - 1;
  card.session.userPinVerified &&= right;
  if (tries !== userPin.triesLeft) {
    commitPart(card, initialisation, { userPin: { ...userPin, triesLeft: tries } });
  }
  return right ? undefined : triesLeft(tries);
}

/** The same for the SO-PIN, 15 tries, which nothing can unblock. */
export function checkSoPin(
  card: Card,
  initialisation: Initialisation,
  given: Uint8Array,
): ResponseApdu | undefined {
  const { soPin } = initialisation;
  if (soPin.triesLeft === 0) return answer(StatusWord.blocked);
  const right = sameBytes(fromHex(soPin.value), given);
  const tries = right ? SO_PIN_TRIES : soPin.triesLeft - 1;
  if (tries !== soPin.triesLeft) {
    commitPart(card, initialisation, { soPin: { ...soPin, triesLeft: tries } });
  }
  return right ? undefined : triesLeft(tries);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
