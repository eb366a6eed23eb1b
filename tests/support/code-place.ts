import type { Picture } from "./pictures.js";

/** Where a QR code lies in a picture, upright. In pixels; not whole numbers. */
export interface CodePlace {
  /** Of the code without its quiet zone. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** The side of a module. */
  readonly module: number;
  /** How many modules a side has. */
  readonly modules: number;
}

/** A line through a finder pattern: its middle, and how wide it is. */
interface Finder {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const DARK = 128;
/** A finder pattern's side, and its dark and light parts across the middle, in modules. */
const FINDER_MODULES = 7;
const FINDER_PARTS = [1, 1, 3, 1, 1];

/** Measures a code by its three finder patterns (ISO/IEC 18004): dark and light as 1:1:3:1:1. */
export function placeOfCode(picture: Picture): CodePlace {
  const finders = findersIn(picture);
  const [left, right] = ends(finders.map(({ x }) => x));
  const [top, bottom] = ends(finders.map(({ y }) => y));
  const between = right - left;
  const rough = mean(finders.map(({ width }) => width)) / FINDER_MODULES;
  if (Math.abs(between - (bottom - top)) > rough) throw new Error("no square code");
  const modules = sizeNear(between / rough + FINDER_MODULES);
  const module = between / (modules - FINDER_MODULES);
  const half = (FINDER_MODULES * module) / 2;
  return { left: left - half, top: top - half, side: between + 2 * half, module, modules };
}

/** Codes have 21, 25, 29, … modules a side. */
function sizeNear(modules: number): number {
  return 17 + 4 * Math.round((modules - 17) / 4);
}

/** The middles of the lower and of the upper heap. */
function ends(places: readonly number[]): readonly [number, number] {
  const middle = (Math.min(...places) + Math.max(...places)) / 2;
  return [
    mean(places.filter((place) => place < middle)),
    mean(places.filter((place) => place >= middle)),
  ];
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function findersIn(picture: Picture): Finder[] {
  const found: Finder[] = [];
  for (let y = 0; y < picture.height; y++) {
    for (const { start, width } of matches(runs(picture.width, (x) => isDark(picture, x, y)))) {
      const x = start + width / 2;
      const down = matches(runs(picture.height, (at) => isDark(picture, Math.floor(x), at)));
      const column = down.find(({ start, width }) => start <= y && y < start + width);
      if (column === undefined || Math.abs(column.width - width) > width / FINDER_MODULES) continue;
      const middle = column.start + column.width / 2;
      if (Math.abs(middle - y) < (1.5 * width) / FINDER_MODULES)
        found.push({ x, y: middle, width });
    }
  }
  // The middle of a finder pattern is three modules high; what looks like one by chance is not.
  const isThick = ({ x, y, width }: Finder): boolean => {
    const modules = (2 * width) / FINDER_MODULES;
    return found.filter((at) => Math.hypot(at.x - x, at.y - y) < modules).length > modules;
  };
  const finders = found.filter(isThick);
  if (finders.length < 3) throw new Error("no code found");
  return finders;
}

interface Run {
  readonly start: number;
  readonly length: number;
  readonly dark: boolean;
}

function runs(length: number, isDarkAt: (place: number) => boolean): Run[] {
  const all: Run[] = [];
  let start = 0;
  for (let place = 1; place <= length; place++) {
    if (place < length && isDarkAt(place) === isDarkAt(start)) continue;
    all.push({ start, length: place - start, dark: isDarkAt(start) });
    start = place;
  }
  return all;
}

/** The places of all finder patterns in a line. */
function matches(line: readonly Run[]): { start: number; width: number }[] {
  return line.flatMap(({ start, dark }, place) => {
    const parts = line.slice(place, place + FINDER_PARTS.length);
    const width = parts.reduce((sum, { length }) => sum + length, 0);
    const module = width / FINDER_MODULES;
    const fits = FINDER_PARTS.every(
      (part, at) => Math.abs((parts[at]?.length ?? 0) - part * module) <= module / 2,
    );
    return dark && fits ? [{ start, width }] : [];
  });
}

function isDark({ width, pixels }: Picture, x: number, y: number): boolean {
  return (pixels[y * width + x] ?? 255) < DARK;
}
