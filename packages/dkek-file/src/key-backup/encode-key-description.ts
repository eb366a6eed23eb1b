import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { BIT_STRING, OCTET_STRING, SEQUENCE, UTF8_STRING } from "./der-values.js";
import { encodeDer, encodeSmallInteger } from "./encode-der.js";
import type { KeySpec } from "./key-spec.js";

/** What people want a key to be known by. */
export interface KeyNames {
  readonly label: string;
  /** PKCS #15 and PKCS #11 identifier, in hex. */
  readonly id: string;
}

const TYPE_ATTRIBUTES = 0xa1;
const PRIVATE_EC_KEY = 0xa0;

/** The number of unused bits, then the flags: private, modifiable. */
const OBJECT_FLAGS = Uint8Array.of(0x06, 0xc0);
/** Of the user PIN. */
const AUTHENTICATION_ID = Uint8Array.of(0x01);
/** Decrypt, sign, sign with recovery; or sign, sign with recovery, derive. */
const RSA_USAGE = Uint8Array.of(0x04, 0x70);
const EC_USAGE = Uint8Array.of(0x07, 0x30, 0x80);

/**
 * The description of a new key, for EF C4xx, byte for byte as `pkcs11-tool --keypairgen` of OpenSC
 * 0.23 has it written (`sc_pkcs15_encode_prkdf_entry` of pkcs15-prkey.c): with it OpenSC shows and
 * uses the key like one of its own.
 *
 * @param reference - 1 to 255
 */
export function encodeKeyDescription(
  spec: KeySpec,
  { label, id }: KeyNames,
  reference: number,
): Uint8Array {
  const [tag, usage, bits] =
    spec.algorithm === "rsa"
      ? [SEQUENCE, RSA_USAGE, spec.bits]
      : [PRIVATE_EC_KEY, EC_USAGE, spec.curve.bits];
  const path = encodeDer(SEQUENCE, encodeDer(OCTET_STRING));
  return encodeDer(
    tag,
    encodeDer(
      SEQUENCE,
      encodeDer(UTF8_STRING, utf8ToBytes(label)),
      encodeDer(BIT_STRING, OBJECT_FLAGS),
      encodeDer(OCTET_STRING, AUTHENTICATION_ID),
    ),
    encodeDer(
      SEQUENCE,
      encodeDer(OCTET_STRING, hexToBytes(id)),
      encodeDer(BIT_STRING, usage),
      encodeSmallInteger(reference),
    ),
    encodeDer(TYPE_ATTRIBUTES, encodeDer(SEQUENCE, path, encodeSmallInteger(bits))),
  );
}
