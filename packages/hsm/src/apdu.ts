import { concatBytes } from "@noble/hashes/utils.js";

/** A command to the card (ISO/IEC 7816-4, section 5.1). */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** 0 to 65535 bytes; absent or empty: no data field. */
  readonly data?: Uint8Array;
  /** How many bytes of answer are expected, 1 to 65536; absent: none. */
  readonly le?: number;
}

/** The card's answer. */
export interface ResponseApdu {
  readonly data: Uint8Array;
  /** Status word, SW1 ‖ SW2. */
  readonly sw: number;
}

const SHORT_DATA_MAX = 255;
const SHORT_LE_MAX = 256;

/** The bytes of a command: the short form where it fits, the extended form otherwise. */
export function encodeCommand(command: CommandApdu): Uint8Array {
  const { cla, ins, p1, p2, data = new Uint8Array(0), le } = command;
  const extended = data.length > SHORT_DATA_MAX || (le ?? 0) > SHORT_LE_MAX;
  const lc = data.length === 0 ? [] : extended ? [0, ...twoBytes(data.length)] : [data.length];
  const leBytes =
    le === undefined
      ? []
      : !extended
        ? [le & 0xff]
        : data.length === 0
          ? [0, ...twoBytes(le & 0xffff)]
          : twoBytes(le & 0xffff);
  return concatBytes(Uint8Array.of(cla, ins, p1, p2, ...lc), data, Uint8Array.from(leBytes));
}

/**
 * Reads a command as a card receives it, in the short or the extended form.
 *
 * @returns undefined where the lengths contradict each other: the card then answers 6700.
 */
export function decodeCommand(bytes: Uint8Array): CommandApdu | undefined {
  const [cla, ins, p1, p2] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) {
    return undefined;
  }
  const header = { cla, ins, p1, p2 };
  const body = bytes.subarray(4);
  const first = body[0];
  if (first === undefined) return header;
  if (body.length === 1) return { ...header, le: first === 0 ? SHORT_LE_MAX : first };
  if (first !== 0) {
    const data = body.subarray(1, 1 + first);
    const rest = body.subarray(1 + first);
    if (data.length !== first || rest.length > 1) return undefined;
    return rest.length === 0
      ? { ...header, data }
      : { ...header, data, le: rest[0] === 0 ? SHORT_LE_MAX : (rest[0] ?? 0) };
  }
  const length = uint16(body, 1);
  if (length === undefined) return undefined;
  if (body.length === 3) return { ...header, le: length === 0 ? 0x10000 : length };
  const data = body.subarray(3, 3 + length);
  const rest = body.subarray(3 + length);
  if (length === 0 || data.length !== length) return undefined;
  if (rest.length === 0) return { ...header, data };
  const le = uint16(rest, 0);
  if (le === undefined || rest.length !== 2) return undefined;
  return { ...header, data, le: le === 0 ? 0x10000 : le };
}

/** The bytes of an answer: the data, then the status word. */
export function encodeResponse({ data, sw }: ResponseApdu): Uint8Array {
  return concatBytes(data, Uint8Array.from(twoBytes(sw)));
}

/** `value` below 65536, big-endian. */
export function twoBytes(value: number): [number, number] {
  return [(value >> 8) & 0xff, value & 0xff];
}

function uint16(bytes: Uint8Array, at: number): number | undefined {
  const high = bytes[at];
  const low = bytes[at + 1];
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}
