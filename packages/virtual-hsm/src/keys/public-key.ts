import type { KeyObject } from "node:crypto";
import { encodeTlv } from "../tlv.js";
import { ecKeyNumbers } from "./ec-key.js";
import { toShortestBytes } from "./numbers.js";
import { rsaKeyNumbers } from "./rsa-key.js";

const PUBLIC_KEY = 0x7f49;
const OBJECT_IDENTIFIER = 0x06;

/**
 * The public half of a key pair as a card verifiable certificate has it (BSI TR-03110-3, appendix
 * D.3), with all domain parameters spelled out.
 *
 * @param algorithm value of the object identifier of what it signs with
 */
export function encodePublicKey(key: KeyObject, algorithm: Uint8Array): Uint8Array {
  return encodeTlv(
    PUBLIC_KEY,
    encodeTlv(OBJECT_IDENTIFIER, algorithm),
    ...numbersOf(key).map((number, i) => encodeTlv(0x81 + i, number)),
  );
}

function numbersOf(key: KeyObject): readonly Uint8Array[] {
  if (key.asymmetricKeyType === "rsa") {
    const { modulus, publicExponent } = rsaKeyNumbers(key);
    return [toShortestBytes(modulus), toShortestBytes(publicExponent)];
  }
  const { curve, point } = ecKeyNumbers(key);
  const cofactor = Uint8Array.of(1);
  return [curve.prime, curve.a, curve.b, curve.basePoint, curve.order, point, cofactor];
}
