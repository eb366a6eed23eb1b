import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { readText } from "./text.js";
import { findTlv } from "./tlv.js";

const SEQUENCE = 0x30;
const LABEL = 0x80;

/** INTEGER 0 (version 1), and a BIT STRING with the third bit set: can make random numbers. */
const VERSION_1 = Uint8Array.of(0x02, 0x01, 0x00);
const FLAGS_RANDOM_NUMBERS = Uint8Array.of(0x03, 0x02, 0x05, 0x20);

/** In bytes of UTF-8: PKCS#11 shows no more (`CK_TOKEN_INFO.label`). */
export const LABEL_MAX = 32;

/**
 * The token's label, from EF.TokenInfo (ISO/IEC 7816-15, section 8.10: CIAInfo). Whatever could
 * move a terminal's cursor is shown as U+FFFD.
 *
 * @returns undefined where there is none, or it is empty or not UTF-8.
 */
export function readLabel(tokenInfo: Uint8Array): string | undefined {
  const label = findTlv(tokenInfo, SEQUENCE, LABEL);
  if (label === undefined || label.length === 0) return undefined;
  return readText(label);
}

/**
 * EF.TokenInfo with nothing but a label, as `sc_pkcs15_encode_tokeninfo` of OpenSC writes it at
 * `sc-hsm-tool --initialize --label`.
 *
 * @param label - 1 to {@link LABEL_MAX} bytes of UTF-8; the caller checks
 */
export function encodeTokenInfo(label: string): Uint8Array {
  const text = utf8ToBytes(label);
  const content = concatBytes(
    VERSION_1,
    Uint8Array.of(LABEL, text.length),
    text,
    FLAGS_RANDOM_NUMBERS,
  );
  return concatBytes(Uint8Array.of(SEQUENCE, content.length), content);
}
