import { createECDH, type KeyObject } from "node:crypto";
import { encodeTlv } from "../tlv.js";
import { ecKeyNumbers } from "./ec-key.js";
import { bitLength, derInteger, inverse, toNumber } from "./numbers.js";

/**
 * ECDSA of a digest (FIPS 186-5, section 6.4.1), in DER. Written out because Node signs messages, and
 * the card is given digests; the point of the nonce is OpenSSL's work. Not in constant time.
 */
export function signDigest(key: KeyObject, digest: Uint8Array): Uint8Array {
  const { curve, scalar } = ecKeyNumbers(key);
  const order = toNumber(curve.order);
  const surplusBits = Math.max(0, 8 * digest.length - bitLength(order));
  const message = toNumber(digest) >> BigInt(surplusBits);
  for (;;) {
    const nonce = createECDH(curve.name);
    const point = nonce.generateKeys();
    const r = toNumber(point.subarray(1, 1 + curve.fieldBytes)) % order;
    const k = inverse(toNumber(nonce.getPrivateKey()), order);
    if (k === undefined || r === 0n) continue;
    const s = (k * (message + r * toNumber(scalar))) % order;
    if (s !== 0n) return encodeTlv(0x30, derInteger(r), derInteger(s));
  }
}
