/** One data object: a tag, and the bytes that it stands for. */
export interface Tlv {
  /** The tag's bytes as one number: `0x42`, `0x7f21`. */
  readonly tag: number;
  readonly value: Uint8Array;
}

/**
 * The size of the data object that `bytes` begin with, of which not all need be there yet: how long
 * a file is that holds nothing else.
 *
 * @returns undefined if the tag and length field are not whole or not well-formed.
 */
export function tlvLength(bytes: Uint8Array): number | undefined {
  const header = readHeader(bytes);
  return header === undefined ? undefined : header.start + header.length;
}

/**
 * Reads a sequence of BER data objects (ISO/IEC 7816-4, section 5.2.2): tags of up to three bytes,
 * lengths of up to 65535.
 *
 * @returns undefined if `bytes` are anything but whole data objects, side by side.
 */
export function readTlvs(bytes: Uint8Array): readonly Tlv[] | undefined {
  const found: Tlv[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const header = readHeader(rest);
    if (header === undefined) return undefined;
    const end = header.start + header.length;
    if (end > rest.length) return undefined;
    found.push({ tag: header.tag, value: rest.subarray(header.start, end) });
    rest = rest.subarray(end);
  }
  return found;
}

/**
 * Descends into nested data objects: the value of the first `path[0]`, in it that of the first
 * `path[1]`, and so on.
 *
 * @returns undefined if one of them is missing, or what holds it is malformed.
 */
export function findTlv(bytes: Uint8Array, ...path: readonly number[]): Uint8Array | undefined {
  return path.reduce<Uint8Array | undefined>(
    (inside, tag) => inside && readTlvs(inside)?.find((tlv) => tlv.tag === tag)?.value,
    bytes,
  );
}

interface Header {
  readonly tag: number;
  /** Where the value starts. */
  readonly start: number;
  readonly length: number;
}

function readHeader(bytes: Uint8Array): Header | undefined {
  let at = 0;
  let tag = bytes[at++];
  if (tag === undefined) return undefined;
  if ((tag & 0x1f) === 0x1f) {
    let more = true;
    while (more) {
      const next = bytes[at++];
      if (next === undefined || at > 3) return undefined;
      tag = tag * 256 + next;
      more = (next & 0x80) !== 0;
    }
  }
  const first = bytes[at++];
  if (first === undefined) return undefined;
  if (first < 0x80) return { tag, start: at, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 2) return undefined;
  let length = 0;
  for (let i = 0; i < count; i++) {
    const next = bytes[at++];
    if (next === undefined) return undefined;
    length = length * 256 + next;
  }
  return { tag, start: at, length };
}
