import type { Handler } from "../card.js";
import { usableKey } from "../keys/card-key.js";
import { rsaRaw } from "../keys/rsa-operation.js";
import { sharedPoint } from "../keys/shared-point.js";
import { answer, ok, StatusWord } from "../status-word.js";

/** `ALGO_RSA_DECRYPT` and `ALGO_EC_DH` in card-sc-hsm.h. */
const RSA_DECRYPT = 0x21;
const EC_DH = 0x80;

/**
 * DECIPHER, 80 62 with key reference and algorithm (`sc_hsm_decipher` in card-sc-hsm.c): the bare RSA
 * operation, whose padding the driver takes off, or ECDH with a public point, whose answer is a point
 * as well (04 and both coordinates). The user PIN must have been verified.
 */
export const decipher: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  const found = usableKey(card, p1);
  if ("sw" in found) return found;
  if (p2 !== RSA_DECRYPT && p2 !== EC_DH) return answer(StatusWord.wrongParameters);
  const keyType = p2 === RSA_DECRYPT ? "rsa" : "ec";
  if (found.key.asymmetricKeyType !== keyType) return answer(StatusWord.notAllowed);
  const plain = p2 === RSA_DECRYPT ? rsaRaw(found.key, data) : sharedPoint(found.key, data);
  return plain === undefined ? answer(StatusWord.wrongData) : ok(plain);
};
