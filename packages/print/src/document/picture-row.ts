/** A picture's place in a row, in millimetres. */
export interface PicturePlace {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/** What a picture as high as a page leaves for the heading above it and for what it is called, below. */
const ROOM_FOR_WORDS = 25;
const GAP = 5;
const PIXELS_PER_MILLIMETRE = 110 / 25.4;

/**
 * Pictures side by side, each as large as its share of the width and the height of a page allow, and no
 * larger than it is on a screen.
 *
 * @param sizes in pixels.
 * @param page where they may stand, in millimetres.
 */
export function pictureRow(
  sizes: readonly { readonly width: number; readonly height: number }[],
  { width, height }: { readonly width: number; readonly height: number },
): PicturePlace[] {
  const highest = height - ROOM_FOR_WORDS;
  const share = (width - GAP * (sizes.length - 1)) / sizes.length;
  return sizes.map((size, place) => {
    const scale = Math.min(1 / PIXELS_PER_MILLIMETRE, share / size.width, highest / size.height);
    return {
      x: place * (share + GAP),
      width: size.width * scale,
      height: size.height * scale,
    };
  });
}

/**
 * The size that a PNG file says it has.
 *
 * @throws {RangeError} it is none: a mistake of whoever lays out.
 */
export function pngSize(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  // After the signature comes the header, whose first two numbers they are.
  if (view.getUint32(12) !== 0x49484452) throw new RangeError("not a PNG file");
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
