import { constants, createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Card } from "./card.js";
import { deviceReference } from "./device-certificate.js";
import { fromHex } from "./hex.js";
import { encodePublicKey } from "./keys/public-key.js";
import { signatureScheme } from "./keys/signature-schemes.js";
import { encodeTlv } from "./tlv.js";

/** What whoever wants a key pair asks to have in its certificate request. */
export interface RequestedNames {
  /** Certification authority reference. */
  readonly authority: Uint8Array | undefined;
  /** Certificate holder reference. */
  readonly holder: Uint8Array;
}

/**
 * The request for a certificate that the card makes with each key pair (BSI TR-03110-3, appendix C.2):
 * signed by the key itself, and around that by the device authentication key.
 *
 * @param algorithm value of the object identifier of what the key signs with
 */
export function createCertificateRequest(
  card: Card,
  key: KeyObject,
  algorithm: Uint8Array,
  { authority, holder }: RequestedNames,
): Uint8Array {
  const body = encodeTlv(
    0x7f4e,
    encodeTlv(0x5f29, Uint8Array.of(0)),
    ...(authority === undefined ? [] : [encodeTlv(0x42, authority)]),
    encodePublicKey(key, algorithm),
    encodeTlv(0x5f20, holder),
  );
  const request = encodeTlv(0x7f21, body, encodeTlv(0x5f37, selfSignature(key, algorithm, body)));
  const signer = encodeTlv(0x42, deviceReference(card.identity.serial));
  const signature = sign("sha256", Buffer.concat([request, signer]), {
    key: deviceKey(card),
    dsaEncoding: "ieee-p1363",
  });
  return encodeTlv(0x67, request, signer, encodeTlv(0x5f37, signature));
}

function selfSignature(key: KeyObject, algorithm: Uint8Array, body: Uint8Array): Uint8Array {
  const scheme = signatureScheme(algorithm);
  return sign(scheme?.hash ?? "sha256", body, {
    key,
    dsaEncoding: "ieee-p1363",
    ...(scheme?.algorithm === "rsa-pss" && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  });
}

function deviceKey(card: Card): KeyObject {
  const key = Buffer.from(fromHex(card.state.deviceKey));
  return createPrivateKey({ key, type: "pkcs8", format: "der" });
}
