import { numberToBytesBE } from "@noble/curves/utils.js";
import { concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { OBJECT_IDENTIFIER } from "./der-values.js";
import type { EllipticCurve } from "./elliptic-curve.js";
import { encodeDer, encodeSmallInteger } from "./encode-der.js";
import type { KeySpec } from "./key-spec.js";

const PROFILE = 0x5f29;
const AUTHORITY_REFERENCE = 0x42;
const PUBLIC_KEY = 0x7f49;
const HOLDER_REFERENCE = 0x5f20;

/** What OpenSC names as the authority; it stands in every request, and nobody looks. */
const AUTHORITY = "UTCA00001";
/** Follows the HSM's serial number in the name of the holder. */
const SEQUENCE_DIGITS = "00001";

/** id-TA-RSA-v1-5-SHA-256 and id-TA-ECDSA-SHA-256 (BSI TR-03110-3, appendix A.1.1.3). */
const RSA_WITH_SHA_256 = hexToBytes("04007f00070202020102");
const ECDSA_WITH_SHA_256 = hexToBytes("04007f00070202020203");
const EXPONENT = Uint8Array.of(0x01, 0x00, 0x01);
const COFACTOR = Uint8Array.of(0x01);

/**
 * What an HSM is asked with for a new key pair: the body of the certificate request that it will
 * answer with, in which all but the public key itself is filled in (`sc_hsm_generate_key` of OpenSC's
 * pkcs15init/pkcs15-sc-hsm.c).
 *
 * @param serial - of the HSM
 */
export function encodeKeyRequest(spec: KeySpec, serial: string): Uint8Array {
  // What stands inside of 7F4E, without tag and length.
  return concatBytes(
    encodeDer(PROFILE, Uint8Array.of(0)),
    encodeDer(AUTHORITY_REFERENCE, utf8ToBytes(AUTHORITY)),
    encodeDer(PUBLIC_KEY, ...(spec.algorithm === "rsa" ? rsaKey(spec.bits) : ecKey(spec.curve))),
    encodeDer(HOLDER_REFERENCE, utf8ToBytes(`${serial}${SEQUENCE_DIGITS}`)),
  );
}

function rsaKey(bits: number): readonly Uint8Array[] {
  return [
    encodeDer(OBJECT_IDENTIFIER, RSA_WITH_SHA_256),
    encodeDer(0x82, EXPONENT),
    encodeSmallInteger(bits),
  ];
}

function ecKey({ p, a, b, gx, gy, n, fieldBytes, orderBytes }: EllipticCurve): Uint8Array[] {
  const element = (value: bigint): Uint8Array => numberToBytesBE(value, fieldBytes);
  return [
    encodeDer(OBJECT_IDENTIFIER, ECDSA_WITH_SHA_256),
    encodeDer(0x81, element(p)),
    encodeDer(0x82, element(a)),
    encodeDer(0x83, element(b)),
    encodeDer(0x84, Uint8Array.of(0x04), element(gx), element(gy)),
    encodeDer(0x85, numberToBytesBE(n, orderBytes)),
    encodeDer(0x87, COFACTOR),
  ];
}
