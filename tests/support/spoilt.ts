import { type CodePlace, placeOfCode } from "./code-place.js";
import { blurred, type Picture, turned } from "./pictures.js";

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

/** Around a code: enough for one that is turned. */
const MARGIN_MODULES = 8;

const WAYS: Readonly<Record<string, (code: Picture, place: CodePlace) => Picture>> = {
  blurred: (code, { module }) => blurred(code, Math.round(module / 4)),
  "turned by 5°": (code) => turned(code, 5),
  "turned by −5°": (code) => turned(code, -5),
  "stained in its middle": (code, place) => stained(code, place, 0.5, 0.5),
  "stained at its lower right corner": (code, place) => stained(code, place, 0.82, 0.82),
  faxed: (code) => faxed(code),
  "stained, turned and blurred": (code, place) =>
    blurred(turned(stained(code, place, 0.55, 0.6), 5), Math.round(place.module / 4)),
};

/** What happens to a code, by names for {@link spoil}. */
export const SPOILT: readonly string[] = Object.keys(WAYS);

/** The code on a page, spoilt in one of the ways. */
export function spoil(page: Picture, how: string): Picture {
  const way = WAYS[how];
  if (way === undefined) throw new Error(`no such way: ${how}`);
  const code = codeOn(page);
  return way(code, placeOfCode(code));
}

/** The part of a page around its code. */
export function codeOn(page: Picture): Picture {
  return around(page, placeOfCode(page));
}

function around(picture: Picture, place: CodePlace): Picture {
  const left = Math.floor(place.left - MARGIN_MODULES * place.module);
  const top = Math.floor(place.top - MARGIN_MODULES * place.module);
  const side = Math.ceil(place.side + 2 * MARGIN_MODULES * place.module);
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
