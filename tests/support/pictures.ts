import { crc32, deflateSync } from "node:zlib";
import { encode } from "jpeg-js";
import { create } from "qrcode";

/*
 * Pictures of QR codes as people take them, made without the code under test: the codes by the qrcode
 * package, the JPEG files by jpeg-js, the PNG files here.
 */

/** In shades of grey: 0 is black, 255 white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const WHITE = 255;
/** The white around a code that its standard asks for, in modules. */
const QUIET_MODULES = 4;

/** @param module the side of a module, in pixels. */
export function qrPicture(text: string, module: number): Picture {
  const { size, data } = create(text, { errorCorrectionLevel: "H" }).modules;
  const side = (size + 2 * QUIET_MODULES) * module;
  return drawn(side, side, (x, y) => {
    const [column, row] = [x, y].map((at) => Math.floor(at / module) - QUIET_MODULES);
    if (column === undefined || row === undefined) return WHITE;
    const inside = column >= 0 && row >= 0 && column < size && row < size;
    return inside && data[row * size + column] ? 0 : WHITE;
  });
}

export function blank(width: number, height: number): Picture {
  return drawn(width, height, () => WHITE);
}

/** Two pictures, one beside the other. */
export function beside(left: Picture, right: Picture): Picture {
  return drawn(left.width + right.width, Math.max(left.height, right.height), (x, y) =>
    x < left.width ? at(left, x, y) : at(right, x - left.width, y),
  );
}

export function inverted(picture: Picture): Picture {
  return { ...picture, pixels: picture.pixels.map((shade) => WHITE - shade) };
}

/** @param radius in pixels: every pixel becomes the average of those around it. */
export function blurred(picture: Picture, radius: number): Picture {
  const span = Array.from({ length: 2 * radius + 1 }, (_, place) => place - radius);
  const average = (shades: readonly number[]): number =>
    shades.reduce((sum, shade) => sum + shade, 0) / shades.length;
  const { width, height } = picture;
  const rows = drawn(width, height, (x, y) =>
    average(span.map((step) => at(picture, x + step, y))),
  );
  return drawn(width, height, (x, y) => average(span.map((step) => at(rows, x, y + step))));
}

/** Turned about its middle, with white where nothing was. */
export function turned(picture: Picture, degrees: number): Picture {
  const { width, height } = picture;
  const side = Math.ceil(Math.hypot(width, height));
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return drawn(side, side, (x, y) => {
    const [right, down] = [x - side / 2, y - side / 2];
    return between(
      picture,
      cos * right + sin * down + width / 2,
      cos * down - sin * right + height / 2,
    );
  });
}

/** As a phone takes it: from one side, in light that falls off, on a larger page, a little noisy. */
export function photographed(picture: Picture): Picture {
  const { width, height } = picture;
  return drawn(Math.ceil(2.2 * width), Math.ceil(1.8 * height), (x, y) => {
    const far = 1 + 0.25 * (y / height);
    const shade = between(picture, (x - 0.4 * width) * far + 0.08 * y, (y - 0.3 * height) * far);
    const light = 0.45 + (0.4 * x) / (2.2 * width);
    const noise = ((x * 7919 + y * 104_729) % 31) - 15;
    return Math.min(WHITE, Math.max(0, 25 + shade * light + noise));
  });
}

/** A PNG file, with 8 bits of grey a pixel and without filters (RFC 2083). */
export function png({ width, height, pixels }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc(height * (1 + width));
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (1 + width) + 1);
  }
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A baseline JPEG file. */
export function jpeg({ width, height, pixels }: Picture, quality: number): Buffer {
  const data = Buffer.alloc(4 * width * height, WHITE);
  pixels.forEach((shade, place) => {
    data.fill(shade, 4 * place, 4 * place + 3);
  });
  return encode({ width, height, data }, quality).data;
}

/** A film of this one picture in YUV4MPEG2, uncompressed; an odd last row or column is left out. */
export function film(picture: Picture): Buffer {
  const [width, height] = [picture.width & ~1, picture.height & ~1];
  const { pixels } = drawn(width, height, (x, y) => at(picture, x, y));
  const grey = Buffer.alloc((width * height) / 2, 128);
  const header = `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`;
  return Buffer.concat([Buffer.from(`${header}FRAME\n`), pixels, grey]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function drawn(width: number, height: number, shade: (x: number, y: number) => number): Picture {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels[y * width + x] = shade(x, y);
  }
  return { width, height, pixels };
}

function at({ width, height, pixels }: Picture, x: number, y: number): number {
  const inside = x >= 0 && y >= 0 && x < width && y < height;
  return inside ? (pixels[y * width + x] ?? WHITE) : WHITE;
}

/** The shade between pixels. */
function between(picture: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = at(picture, left, top) * (1 - right) + at(picture, left + 1, top) * right;
  const lower = at(picture, left, top + 1) * (1 - right) + at(picture, left + 1, top + 1) * right;
  return upper * (1 - down) + lower * down;
}
