import { create, type Font } from "fontkit";
import { readFontFile } from "./font-files.js";

/**
 * - `text` and `strong`: IBM Plex Sans, which has Latin, Greek and Cyrillic letters.
 * - `digits`: Atkinson Hyperlegible Mono, drawn so that no two characters look alike: a slashed 0, a 6
 *   and a b, an 8 and a B that differ in more than a detail. For whatever is typed back.
 */
export type FontName = "text" | "strong" | "digits";

const loaded = new Map<FontName, Font>();

/** A font that comes with this package, read and parsed once for all sheets. */
export function fontOf(name: FontName): Font {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const font = create(Buffer.from(readFontFile(name)));
  if (!("layout" in font)) throw new Error(`${name} is a collection of fonts`);
  loaded.set(name, font);
  return font;
}
