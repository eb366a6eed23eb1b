import type { Handler } from "../card.js";
import { completeDkek } from "../complete-dkek.js";
import { usableKey } from "../keys/card-key.js";
import { sealKeyBlob } from "../keys/key-blob.js";
import { encodeKey } from "../keys/key-blob-content.js";
import { answer, ok, StatusWord } from "../status-word.js";

/** P2: wrap. */
const WRAP = 0x92;
const SALT_BYTES = 8;

/**
 * WRAP KEY, 80 72 with the key reference (`sc_hsm_wrap_key` in card-sc-hsm.c): the answer is the key
 * blob. 6D00 unless the card was set up for DKEK shares, 6985 while some are missing. The user PIN
 * must have been verified.
 */
export const wrapKey: Handler = (card, { p1, p2 }) => {
  if (p2 !== WRAP) return answer(StatusWord.wrongParameters);
  const dkek = completeDkek(card);
  if ("sw" in dkek) return dkek;
  const found = usableKey(card, p1);
  if ("sw" in found) return found;
  const { key, attributes } = found;
  return ok(sealKeyBlob({ ...encodeKey(key), attributes }, dkek, card.random(SALT_BYTES)));
};
