import { readFileSync } from "node:fs";
import { create, type Font } from "fontkit";

/**
 * - `text` and `strong`: IBM Plex Sans, which has Latin, Greek and Cyrillic letters.
 * - `digits`: Atkinson Hyperlegible Mono, drawn so that no two characters look alike: a slashed 0, a 6
 *   and a b, an 8 and a B that differ in more than a detail. For whatever is typed back.
 */
export type FontName = "text" | "strong" | "digits";

const FILES: Readonly<Record<FontName, string>> = {
  text: "ibm-plex-sans/IBMPlexSans-Regular.ttf",
  strong: "ibm-plex-sans/IBMPlexSans-SemiBold.ttf",
  digits: "atkinson-hyperlegible-mono/AtkinsonHyperlegibleMono-Medium.ttf",
};

const loaded = new Map<FontName, Font>();

/** A font that comes with this package, read and parsed once for all sheets. */
export function fontOf(name: FontName): Font {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const font = create(readFileSync(new URL(`../../fonts/${FILES[name]}`, import.meta.url)));
  if (!("layout" in font)) throw new Error(`${FILES[name]} is a collection of fonts`);
  loaded.set(name, font);
  return font;
}
