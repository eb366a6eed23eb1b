import { readFileSync } from "node:fs";
import type { FontName } from "./fonts.js";

const FILES: Readonly<Record<FontName, string>> = {
  text: "ibm-plex-sans/IBMPlexSans-Regular.ttf",
  strong: "ibm-plex-sans/IBMPlexSans-SemiBold.ttf",
  digits: "atkinson-hyperlegible-mono/AtkinsonHyperlegibleMono-Medium.ttf",
};

/** A font from this package's `fonts` folder. The bundle brings them in itself: see scripts/bundle/swaps.mjs. */
export function readFontFile(name: FontName): Uint8Array {
  return readFileSync(new URL(`../../fonts/${FILES[name]}`, import.meta.url));
}
