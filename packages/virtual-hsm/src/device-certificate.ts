import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { fromHex } from "./hex.js";
import { encodePublicKey } from "./keys/public-key.js";
import { encodeTlv } from "./tlv.js";

/** id-TA-ECDSA-SHA-256, 0.4.0.127.0.7.2.2.2.2.3 (BSI TR-03110-3, A.1.1.3). */
const ECDSA_SHA256 = fromHex("04007f00070202020203");

/** Sequence number at the end of a certificate holder reference, five digits. */
const SEQUENCE = "00001";

/** Certificate holder authorisation: the template's object identifier with no rights at all. */
const AUTHORISATION = encodeTlv(
  0x7f4c,
  encodeTlv(0x06, fromHex("04007f000703010202")),
  encodeTlv(0x53, Uint8Array.of(0)),
);
/** 2020-01-01 to 2049-12-31, one decimal digit a byte: a rehearsal must not fail by the calendar. */
const VALID_FROM = encodeTlv(0x5f25, Uint8Array.of(2, 0, 0, 1, 0, 1));
const VALID_UNTIL = encodeTlv(0x5f24, Uint8Array.of(4, 9, 1, 2, 3, 1));

/** Certificate holder reference of the device authentication key. */
export function deviceReference(serial: string): Uint8Array {
  return Buffer.from(`${serial}${SEQUENCE}`, "latin1");
}

/** A fresh device authentication key on P-256, PKCS#8. */
export function createDeviceKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return Uint8Array.from(privateKey.export({ format: "der", type: "pkcs8" }));
}

/**
 * The card verifiable certificate (BSI TR-03110-3, appendix C) that EF 2F02 holds. OpenSC takes the
 * serial number from its holder reference, less the sequence number.
 *
 * It is signed by its own key and names itself as its issuer: no certification authority vouches
 * for a virtual HSM, and none should seem to.
 *
 * @param serial 3 to 11 characters of ISO 8859-1
 * @param deviceKey PKCS#8, P-256
 */
export function createDeviceCertificate(serial: string, deviceKey: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(deviceKey), format: "der", type: "pkcs8" });
  const reference = deviceReference(serial);
  const body = encodeTlv(
    0x7f4e,
    encodeTlv(0x5f29, Uint8Array.of(0)),
    encodeTlv(0x42, reference),
    encodePublicKey(key, ECDSA_SHA256),
    encodeTlv(0x5f20, reference),
    AUTHORISATION,
    VALID_FROM,
    VALID_UNTIL,
  );
  const signature = sign("sha256", body, { key, dsaEncoding: "ieee-p1363" });
  return encodeTlv(0x7f21, body, encodeTlv(0x5f37, signature));
}
