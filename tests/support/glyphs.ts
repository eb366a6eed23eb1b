import type { Picture } from "./pictures.js";
import type { Box } from "./poppler.js";

/** A character's ink on its own ground, as large as any other of a fixed-width font. */
export type Glyph = Picture;

const DARK = 128;
/** Two glyphs are laid over each other so that they fit best, within so much of their width. */
const SHIFT_PART = 0.06;

/** Cuts a word of a fixed-width font into its characters. `box` is in millimetres. */
export function glyphsOf(picture: Picture, box: Box, count: number, dpi: number): Glyph[] {
  const pixels = (millimetres: number): number => Math.round((millimetres * dpi) / 25.4);
  const [top, height] = [pixels(box.top), pixels(box.bottom - box.top)];
  const step = ((box.right - box.left) * dpi) / 25.4 / count;
  const width = Math.round(step);
  return Array.from({ length: count }, (_, place) => {
    const left = Math.round((box.left * dpi) / 25.4 + place * step);
    const glyph = { width, height, pixels: new Uint8Array(width * height) };
    for (let y = 0; y < height; y++) {
      const start = (top + y) * picture.width + left;
      glyph.pixels.set(picture.pixels.subarray(start, start + width), y * width);
    }
    return glyph;
  });
}

/** How much of two glyphs' ink is in one of them only: 0 for the same, 1 where nothing coincides. */
export function difference(a: Glyph, b: Glyph): number {
  const reach = Math.ceil(a.width * SHIFT_PART);
  let least = 1;
  for (let dx = -reach; dx <= reach; dx++) {
    for (let dy = -reach; dy <= reach; dy++) least = Math.min(least, differenceAt(a, b, dx, dy));
  }
  return least;
}

function differenceAt(a: Glyph, b: Glyph, dx: number, dy: number): number {
  let [either, both] = [0, 0];
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      const [inA, inB] = [isInk(a, x, y), isInk(b, x + dx, y + dy)];
      if (inA || inB) either++;
      if (inA && inB) both++;
    }
  }
  return either === 0 ? 0 : 1 - both / either;
}

function isInk({ width, height, pixels }: Glyph, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height && (pixels[y * width + x] ?? 255) < DARK;
}
