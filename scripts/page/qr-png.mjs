import { crc32, deflateSync } from "node:zlib";
import QRCode from "qrcode";

/** Pixels of a module's side, and modules of white around the code, as its standard asks for. */
const MODULE_PIXELS = 3;
const QUIET_MODULES = 4;

/**
 * A picture of a QR code: a PNG file of one bit a pixel. The same text makes the same bytes.
 *
 * @param {string} text
 */
export function qrPng(text) {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: "M" }).modules;
  const side = (size + 2 * QUIET_MODULES) * MODULE_PIXELS;
  const moduleAt = (/** @type {number} */ pixel) =>
    Math.floor(pixel / MODULE_PIXELS) - QUIET_MODULES;
  const isBlack = (/** @type {number} */ x, /** @type {number} */ y) => {
    const [column, row] = [moduleAt(x), moduleAt(y)];
    return Math.min(column, row) >= 0 && Math.max(column, row) < size && data[row * size + column];
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1; // Bits a pixel, in grey; the rest stays 0.
  const rowBytes = Math.ceil(side / 8);
  const pixels = Buffer.alloc((1 + rowBytes) * side, 0xff);
  for (let y = 0; y < side; y++) {
    const start = y * (1 + rowBytes);
    pixels[start] = 0; // No filter.
    for (let x = 0; x < side; x++) {
      const at = start + 1 + (x >> 3);
      if (isBlack(x, y)) pixels[at] = (pixels[at] ?? 0) ^ (0x80 >> (x & 7));
    }
  }
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)]);
}
