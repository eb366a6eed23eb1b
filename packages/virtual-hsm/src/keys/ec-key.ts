import { createECDH, createPrivateKey, type KeyObject } from "node:crypto";
import { derAt, encodeTlv } from "../tlv.js";
import { type Curve, curveNamed } from "./curves.js";

/** An EC key pair in numbers. */
export interface EcKeyNumbers {
  readonly curve: Curve;
  /** The private key, as long as the curve's order. */
  readonly scalar: Uint8Array;
  /** The public key: 04, then both coordinates. */
  readonly point: Uint8Array;
}

export function ecKeyNumbers(key: KeyObject): EcKeyNumbers {
  const sec1 = key.export({ type: "sec1", format: "der" });
  return {
    curve: curveNamed(key.asymmetricKeyDetails?.namedCurve ?? ""),
    scalar: derAt(sec1, 1),
    // After the number of unused bits.
    point: derAt(sec1, 3, 0).slice(1),
  };
}

/**
 * The key with this scalar (ECPrivateKey, RFC 5915). Its public half is written beside it: OpenSSL
 * could do without, and would leave it out for ever after.
 */
export function ecKeyFrom(curve: Curve, scalar: Uint8Array): KeyObject {
  const ecdh = createECDH(curve.name);
  ecdh.setPrivateKey(scalar);
  const sec1 = encodeTlv(
    0x30,
    encodeTlv(0x02, Uint8Array.of(1)),
    encodeTlv(0x04, scalar),
    encodeTlv(0xa0, curve.oid),
    encodeTlv(0xa1, encodeTlv(0x03, Uint8Array.of(0), ecdh.getPublicKey())),
  );
  return createPrivateKey({ key: Buffer.from(sec1), type: "sec1", format: "der" });
}
