/*
 * @dkek/hsm reads the same objects with a reader of its own, on purpose: there it is the host that
 * reads, here the card. With one reader for both, a mistake in it would cancel itself out in every
 * test that puts the two together.
 */

/** One data object: tag ‖ length ‖ value (BER-TLV, ISO/IEC 7816-4 section 5.2.2). */
export interface DataObject {
  /** All bytes of the tag as one number: 0x81, 0x7F21. */
  readonly tag: number;
  readonly value: Uint8Array;
}

/** The bytes of a data object, its value being the parts one after the other. */
export function encodeTlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = Buffer.concat(parts);
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  const tagBytes = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  return Uint8Array.from([...tagBytes, ...length, ...value]);
}

/**
 * Reads data objects standing one after the other, with tags of one or two bytes and lengths up to
 * 65535.
 *
 * @returns undefined where the bytes end early or hold anything else.
 */
export function decodeTlvs(bytes: Uint8Array): readonly DataObject[] | undefined {
  const objects: DataObject[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const header = decodeHeader(rest);
    if (header === undefined) return undefined;
    const { tag, start, length } = header;
    if (rest.length < start + length) return undefined;
    objects.push({ tag, value: rest.slice(start, start + length) });
    rest = rest.subarray(start + length);
  }
  return objects;
}

/** The value of the first object with this tag. */
export function findTlv(objects: readonly DataObject[], tag: number): Uint8Array | undefined {
  return objects.find((object) => object.tag === tag)?.value;
}

function decodeHeader(
  bytes: Uint8Array,
): { tag: number; start: number; length: number } | undefined {
  const first = bytes[0];
  const second = bytes[1];
  if (first === undefined || second === undefined) return undefined;
  const long = (first & 0x1f) === 0x1f;
  const tag = long ? first * 256 + second : first;
  const at = long ? 2 : 1;
  const length = bytes[at];
  if (length === undefined) return undefined;
  if (length < 0x80) return { tag, start: at + 1, length };
  const high = bytes[at + 1];
  if (length === 0x81 && high !== undefined) return { tag, start: at + 2, length: high };
  const low = bytes[at + 2];
  if (length === 0x82 && high !== undefined && low !== undefined) {
    return { tag, start: at + 3, length: high * 256 + low };
  }
  return undefined;
}

/**
 * The value found by following places, from 0, into the objects within the outermost one:
 * `derAt(spki, 1)` is the bit string of a SubjectPublicKeyInfo. For DER that OpenSSL wrote, which is
 * what it should be.
 */
export function derAt(bytes: Uint8Array, ...places: readonly number[]): Uint8Array {
  return [0, ...places].reduce(
    (value, place) => (decodeTlvs(value) ?? [])[place]?.value ?? new Uint8Array(0),
    bytes,
  );
}
