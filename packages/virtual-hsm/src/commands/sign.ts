import type { Handler } from "../card.js";
import { usableKey } from "../keys/card-key.js";
import { SIGNERS } from "../keys/signers.js";
import { answer, ok, StatusWord } from "../status-word.js";

/**
 * SIGN, 80 68 with key reference and algorithm (`sc_hsm_compute_signature` in card-sc-hsm.c): an RSA
 * signature as long as the modulus, an ECDSA signature in DER. The user PIN must have been verified.
 *
 * 6A86 for an algorithm that is not known, 6985 for one that is not the key's, 6A80 for data that it
 * can't sign.
 */
export const sign: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  const found = usableKey(card, p1);
  if ("sw" in found) return found;
  const signer = SIGNERS.get(p2);
  if (signer === undefined) return answer(StatusWord.wrongParameters);
  if (signer.keyType !== found.key.asymmetricKeyType) return answer(StatusWord.notAllowed);
  const signature = signer.sign(found.key, data, card.random);
  return signature === undefined ? answer(StatusWord.wrongData) : ok(signature);
};
