import type { Handler } from "../card.js";
import { createCertificateRequest } from "../certificate-request.js";
import { freePlace, storeKey } from "../keys/card-key.js";
import { attributesWith } from "../keys/key-blob.js";
import { keyGenerator } from "../keys/key-generator.js";
import { answer, StatusWord } from "../status-word.js";
import { decodeTlvs, findTlv } from "../tlv.js";

/** P2: the device authentication key signs the request. */
const BY_DEVICE_KEY = 0x00;

const PROFILE = 0x5f29;
const AUTHORITY = 0x42;
const PUBLIC_KEY = 0x7f49;
const HOLDER = 0x5f20;
const ALGORITHM = 0x06;

/**
 * GENERATE ASYMMETRIC KEY PAIR, 00 46 with the key reference (`sc_hsm_generate_keypair` in
 * card-sc-hsm.c): the data are the body of a certificate request with all of the public key but the
 * key itself, the answer is the whole request. The user PIN must have been verified.
 *
 * The answer comes once the key is stored. If the power goes before, there is no key.
 *
 * 6A89 where the reference is in use; what a genuine card says there is not known. 6A80 for what is
 * not modelled, such as lists of allowed algorithms (tag 91).
 */
export const generateKeyPair: Handler = async (card, { p1, p2, data = new Uint8Array(0) }) => {
  if (p2 !== BY_DEVICE_KEY) return answer(StatusWord.notFound);
  const place = freePlace(card, p1);
  if ("sw" in place) return place;
  const objects = decodeTlvs(data) ?? [];
  const known = [PROFILE, AUTHORITY, PUBLIC_KEY, HOLDER];
  const holder = findTlv(objects, HOLDER);
  const publicKey = decodeTlvs(findTlv(objects, PUBLIC_KEY) ?? new Uint8Array(0)) ?? [];
  const algorithm = findTlv(publicKey, ALGORITHM);
  const generate = keyGenerator(publicKey);
  if (
    objects.some(({ tag }) => !known.includes(tag)) ||
    holder === undefined ||
    algorithm === undefined ||
    generate === undefined
  ) {
    return answer(StatusWord.wrongData);
  }
  const key = await card.whilePowered(generate());
  const request = createCertificateRequest(card, key, algorithm, {
    authority: findTlv(objects, AUTHORITY),
    holder,
  });
  return storeKey(card, place, p1, { key, attributes: attributesWith(algorithm) }, request);
};
