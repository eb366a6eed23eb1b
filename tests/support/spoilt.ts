import type { CodePlace } from "./code-place.js";
import type { Picture } from "./pictures.js";

/*
 * What happens to a code on paper. Nothing is left to chance: a picture is spoilt the same way each
 * time.
 */

const WHITE = 255;
/** Coffee (RGB 111, 78, 55) in shades of grey. */
const COFFEE = 85;

/** Of the code's surface. */
const STAIN_PART = 0.1;
/** Every so many pixels has the wrong colour after a fax. */
const SPECKLE_PERIOD = 97;

/** A part of a picture, so many modules around a code. */
export function around(picture: Picture, place: CodePlace, margin: number): Picture {
  const left = Math.floor(place.left - margin * place.module);
  const top = Math.floor(place.top - margin * place.module);
  const side = Math.ceil(place.side + 2 * margin * place.module);
  const pixels = new Uint8Array(side * side).fill(WHITE);
  for (let y = 0; y < side; y++) {
    const start = (top + y) * picture.width + left;
    pixels.set(picture.pixels.subarray(start, start + side), y * side);
  }
  return { width: side, height: side, pixels };
}

/**
 * A round stain that nothing shows through, over a tenth of the code.
 *
 * @param across where its middle is, as a part of the code's side; likewise `down`.
 */
export function stained(
  picture: Picture,
  { left, top, side }: CodePlace,
  across: number,
  down: number,
): Picture {
  const radius = side * Math.sqrt(STAIN_PART / Math.PI);
  const [x0, y0] = [left + across * side, top + down * side];
  return {
    ...picture,
    pixels: picture.pixels.map((shade, at) => {
      const [x, y] = [at % picture.width, Math.floor(at / picture.width)];
      return Math.hypot(x - x0, y - y0) < radius ? COFFEE : shade;
    }),
  };
}

/** Black or white, nothing between, and specks. */
export function faxed(picture: Picture): Picture {
  return {
    ...picture,
    pixels: picture.pixels.map((shade, at) => {
      const white = shade >= WHITE / 2 !== ((at * 7919) % SPECKLE_PERIOD === 0);
      return white ? WHITE : 0;
    }),
  };
}
