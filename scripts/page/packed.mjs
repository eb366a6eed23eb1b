import { gzipSync } from "node:zlib";

/**
 * Compressed, and byte for byte a text in windows-1252: base64 would make a third more of it, and the page
 * too large. The four bytes that a parser of HTML would not leave as they are stand there as `=` and
 * the byte 64 further on.
 *
 * @param {Buffer} bytes
 */
export function packed(bytes) {
  const escaped = [0x00, 0x0d, 0x3c, 0x3d]; // NUL, carriage return, <, =
  const zipped = gzipSync(bytes, { level: 9 });
  // Which system it was made on is nobody's business, and would make the page another one.
  zipped[9] = 0xff;
  return Buffer.from(
    [...zipped].flatMap((byte) => (escaped.includes(byte) ? [0x3d, byte + 64] : [byte])),
  );
}
