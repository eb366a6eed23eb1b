import { concatBytes } from "@noble/hashes/utils.js";

/** Longest value whose length two bytes can say. */
const VALUE_MAX_BYTES = 0xffff;

/**
 * One data object as the distinguished encoding rules have it (X.690, section 10.1): the other
 * direction of {@link DerReader}.
 *
 * @param tag - one or two bytes, as one number
 * @param parts - its value, in pieces
 */
export function encodeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = concatBytes(...parts);
  const { length } = value;
  if (length > VALUE_MAX_BYTES) throw new RangeError(`a data object of ${length} bytes`);
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  const tagBytes = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  return concatBytes(Uint8Array.of(...tagBytes, ...lengthBytes), value);
}

/** An INTEGER of these unsigned digits. */
export function encodeUnsigned(digits: Uint8Array): Uint8Array {
  const significant = withoutLeadingZeros(digits);
  const [first = 0x80] = significant;
  return encodeDer(0x02, ...(first >= 0x80 ? [Uint8Array.of(0)] : []), significant);
}

/** Of a number below 2^24: sizes and references. */
export function encodeSmallInteger(value: number): Uint8Array {
  return encodeUnsigned(Uint8Array.of(value >> 16, (value >> 8) & 0xff, value & 0xff));
}

/** The digits of an unsigned number that count; none of zero. */
export function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.subarray(bytes.length) : bytes.subarray(first);
}
