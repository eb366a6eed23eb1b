import { findTlv } from "./tlv.js";

const AUTHENTICATED_REQUEST = 0x67;
const CV_CERTIFICATE = 0x7f21;
const CERTIFICATE_BODY = 0x7f4e;
const HOLDER_REFERENCE = 0x5f20;

/** The holder reference ends in the five digits that number the certificate, not the device. */
const SEQUENCE_DIGITS = 5;
const HOLDER_REFERENCE_MIN = 8;

/**
 * The serial number of the device, from its certificate: the certificate holder reference of the
 * first card-verifiable certificate, without its five last digits (as `sc_pkcs15emu_sc_hsm_init` of
 * OpenSC's pkcs15-sc-hsm.c does; BSI TR-03110-3, appendix C, describes the certificate).
 *
 * @param certificate - the first data object of EF 2F02, a certificate or a certificate request
 * @returns undefined where it is neither, or its holder reference is not printable ASCII.
 */
export function readSerial(certificate: Uint8Array): string | undefined {
  const reference =
    findTlv(certificate, CV_CERTIFICATE, CERTIFICATE_BODY, HOLDER_REFERENCE) ??
    findTlv(certificate, AUTHENTICATED_REQUEST, CV_CERTIFICATE, CERTIFICATE_BODY, HOLDER_REFERENCE);
  if (reference === undefined || reference.length < HOLDER_REFERENCE_MIN) return undefined;
  if (!reference.every((byte) => byte > 0x20 && byte < 0x7f)) return undefined;
  return String.fromCharCode(...reference.subarray(0, -SEQUENCE_DIGITS));
}
