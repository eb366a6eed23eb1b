import type { DerElement, DerReader } from "./der-reader.js";
import { badValue } from "./der-values.js";
import { bitLength } from "./public-key.js";
import { type RequestPublicKey, readRequestPublicKey } from "./request-public-key.js";

export const AUTHENTICATED_REQUEST = 0x67;
export const CV_CERTIFICATE = 0x7f21;
const BODY = 0x7f4e;
const PROFILE = 0x5f29;
const AUTHORITY_REFERENCE = 0x42;
const PUBLIC_KEY = 0x7f49;
const HOLDER_REFERENCE = 0x5f20;
const EXTENSIONS = 0x65;
const SIGNATURE = 0x5f37;

/** What OpenSC has room for (`sc_cvc` of card-sc-hsm.h). */
const REFERENCE_MAX_CHARACTERS = 20;

/**
 * The request for a certificate that an HSM makes with each key pair (BSI TR-03110-3, appendix C.2),
 * signed by the key itself and, around that, by the HSM's own key.
 */
export interface CertificateRequest {
  /** Whom the certificate is for: the HSM's serial number and five digits, unless chosen otherwise. */
  readonly holder: string;
  /** Who put the outer signature: certificate holder reference of the HSM's own key; may be empty. */
  readonly device: string;
  readonly publicKey: RequestPublicKey;
  /** What the key itself signed: the body, with its tag and length. */
  readonly body: Uint8Array;
  /** By the key itself: r and s side by side, or an RSA signature. */
  readonly signature: Uint8Array;
  /**
   * The name and the outer signature of the HSM's own key. Its public half is not in the file, so
   * nothing here shows whether they are right.
   */
  readonly deviceSignature: readonly [name: DerElement, signature: DerElement];
}

/**
 * Reads an authenticated certificate request (tag 67).
 *
 * @throws {KeyBackupError} where it is not well-formed.
 */
export function readCertificateRequest(file: DerReader, element: DerElement): CertificateRequest {
  const authenticated = file.inside(element);
  const request = authenticated.take(CV_CERTIFICATE, "certificate request");
  const name = authenticated.take(AUTHORITY_REFERENCE, "name of the signing device");
  const outer = authenticated.take(SIGNATURE, "signature of the device");
  authenticated.finish("the authenticated request");
  if (outer.value.length === 0) throw badValue(outer, "the signature of the device");
  const device = name.value.length === 0 ? "" : reference(name, "the name of the signing device");

  const inner = authenticated.inside(request);
  const body = inner.take(BODY, "request body");
  const signature = inner.take(SIGNATURE, "signature of the key");
  inner.finish("the certificate request");
  const { holder, publicKey } = readBody(inner.inside(body));
  if (signature.value.length !== signatureLength(publicKey)) {
    throw badValue(signature, "the signature of the key");
  }
  return {
    holder,
    device,
    publicKey,
    body: body.whole,
    signature: signature.value,
    deviceSignature: [name, outer],
  };
}

function readBody(body: DerReader): { holder: string; publicKey: RequestPublicKey } {
  const profile = body.take(PROFILE, "certificate profile");
  if (profile.value.length !== 1 || profile.value[0] !== 0) {
    throw badValue(profile, "the certificate profile");
  }
  const authority = body.takeIf(AUTHORITY_REFERENCE, "name of the authority");
  if (authority) reference(authority, "the name of the authority");
  const key = body.take(PUBLIC_KEY, "public key");
  const publicKey = readRequestPublicKey(body.inside(key));
  const holder = reference(body.take(HOLDER_REFERENCE, "name of the holder"), "the holder's name");
  body.takeIf(EXTENSIONS, "extensions");
  body.finish("the request body");
  return { holder, publicKey };
}

function reference(element: DerElement, what: string): string {
  const { value } = element;
  const printable = value.every((byte) => byte > 0x20 && byte < 0x7f);
  if (!printable || value.length === 0 || value.length > REFERENCE_MAX_CHARACTERS) {
    throw badValue(element, what);
  }
  return String.fromCharCode(...value);
}

function signatureLength(key: RequestPublicKey): number {
  return key.algorithm === "ec" ? 2 * key.curve.orderBytes : Math.ceil(bitLength(key.modulus) / 8);
}
