import type { Handler } from "../card.js";
import { completeDkek } from "../complete-dkek.js";
import { freePlace, storeKey } from "../keys/card-key.js";
import { openKeyBlob } from "../keys/key-blob.js";
import { decodeKey } from "../keys/key-blob-content.js";
import { answer, StatusWord } from "../status-word.js";

/** P2: unwrap. */
const UNWRAP = 0x93;

/**
 * UNWRAP KEY, 80 74 with the key reference: stores the key of a key blob. The blob is the command's
 * data (`sc_hsm_unwrap_key` in card-sc-hsm.c up to OpenSC 0.23) or was written into EF 2F10 before
 * (later ones). The user PIN must have been verified.
 *
 * 6A80, which the driver translates to "does not match DKEK", for a blob that this DKEK does not
 * authenticate and for a key that the card does not know, AES among them. 6D00 and 6985 as for
 * wrapping; 6A89 where the reference is in use.
 */
export const unwrapKey: Handler = (card, { p1, p2, data }) => {
  if (p2 !== UNWRAP) return answer(StatusWord.wrongParameters);
  const dkek = completeDkek(card);
  if ("sw" in dkek) return dkek;
  const place = freePlace(card, p1);
  if ("sw" in place) return place;
  const bytes = data ?? card.session.keyBlob;
  const blob = bytes && openKeyBlob(bytes, dkek);
  const key = blob && decodeKey(blob);
  if (blob === undefined || key === undefined) return answer(StatusWord.wrongData);
  return storeKey(card, place, p1, { key, attributes: blob.attributes });
};
