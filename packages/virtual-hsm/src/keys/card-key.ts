import { createPrivateKey, type KeyObject } from "node:crypto";
import type { ResponseApdu } from "@dkek/hsm";
import { commitIfRoom } from "../capacity.js";
import type { Card } from "../card.js";
import { fromHex, toHex } from "../hex.js";
import type { Initialisation } from "../state.js";
import { answer, ok, StatusWord } from "../status-word.js";

/** A key pair as the commands use it. */
export interface CardKey {
  readonly key: KeyObject;
  /** See `KeyBlob.attributes`. */
  readonly attributes: Uint8Array;
}

/** Of the device authentication key, which is not for use. */
const DEVICE_KEY_REFERENCE = 0;

/** The key with this reference, 1 to 255; or why it can't be used, as the answer. */
export function usableKey(card: Card, reference: number): CardKey | ResponseApdu {
  const { initialisation } = card.state;
  if (!card.session.userPinVerified || initialisation === null) {
    return answer(StatusWord.notAuthenticated);
  }
  const stored = initialisation.keys[keyName(reference)];
  if (stored === undefined) return answer(StatusWord.notFound);
  const key = Buffer.from(fromHex(stored.privateKey));
  return {
    key: createPrivateKey({ key, type: "pkcs8", format: "der" }),
    attributes: fromHex(stored.attributes),
  };
}

/** Where a new key can go, or why it can't, as the answer. */
export function freePlace(card: Card, reference: number): Initialisation | ResponseApdu {
  const { initialisation } = card.state;
  if (!card.session.userPinVerified || initialisation === null) {
    return answer(StatusWord.notAuthenticated);
  }
  return reference === DEVICE_KEY_REFERENCE || keyName(reference) in initialisation.keys
    ? answer(StatusWord.alreadyThere)
    : initialisation;
}

/** Stores a key in a place that is free, and ends the command with these data. */
export function storeKey(
  card: Card,
  place: Initialisation,
  reference: number,
  { key, attributes }: CardKey,
  data?: Uint8Array,
): ResponseApdu {
  const stored = {
    privateKey: toHex(key.export({ type: "pkcs8", format: "der" })),
    attributes: toHex(attributes),
  };
  const keys = { ...place.keys, [keyName(reference)]: stored };
  return commitIfRoom(card, place, { keys }) ? ok(data) : answer(StatusWord.noSpace);
}

/** Under which name the state keeps a key. */
export function keyName(reference: number): string {
  return reference.toString(16).padStart(2, "0");
}
