/**
 * The wire format between vpcd and a card: a length of two bytes, big-endian, and that many bytes.
 * One byte from the reader is a {@link Control}, anything longer a command.
 */
export const Control = {
  powerOff: 0,
  powerOn: 1,
  reset: 2,
  atr: 4,
} as const;

const LENGTH_BYTES = 2;
const FRAME_BYTES_MAX = 0xffff;

/** @throws {RangeError} above 65535 bytes, which this format can't say. */
export function encodeFrame(content: Uint8Array): Uint8Array {
  if (content.length > FRAME_BYTES_MAX) throw new RangeError("too long for a vpcd frame");
  return Uint8Array.from([content.length >> 8, content.length & 0xff, ...content]);
}

/** Puts frames together from whatever pieces the connection delivers. */
export class FrameReader {
  #pending: Uint8Array = new Uint8Array(0);

  /** Takes the next piece and returns the contents of all frames that are whole now. */
  push(piece: Uint8Array): readonly Uint8Array[] {
    this.#pending = Uint8Array.from(Buffer.concat([this.#pending, piece]));
    const frames: Uint8Array[] = [];
    for (let frame = this.#shift(); frame !== undefined; frame = this.#shift()) frames.push(frame);
    return frames;
  }

  #shift(): Uint8Array | undefined {
    const [high, low] = this.#pending;
    if (high === undefined || low === undefined) return undefined;
    const end = LENGTH_BYTES + high * 256 + low;
    if (this.#pending.length < end) return undefined;
    const frame = this.#pending.slice(LENGTH_BYTES, end);
    this.#pending = this.#pending.slice(end);
    return frame;
  }
}
