import { spawnSync } from "node:child_process";
import type { Picture } from "./pictures.js";

/*
 * What a PDF looks like and says, as Poppler sees it. Everything goes through pipes: nothing is written
 * to a disk.
 */

/** Lengths in millimetres, from the page's top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Word extends Box {
  readonly text: string;
}

/** Lengths in millimetres. */
export interface WordsOfPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
}

/** `""` follows the columns of a newspaper, `-layout` keeps places, `-raw` takes the file's order. */
export const TEXT_MODES = ["", "-layout", "-raw"] as const;
export type TextMode = (typeof TEXT_MODES)[number];

const MILLIMETRES_PER_POINT = 25.4 / 72;
const OUTPUT_MAX_BYTES = 1 << 28;

/** A page in shades of grey. */
export function render(
  pdf: Uint8Array,
  {
    dpi,
    page = 1,
  }: { readonly dpi: number | readonly [x: number, y: number]; readonly page?: number },
): Picture {
  const [x, y] = typeof dpi === "number" ? [dpi, dpi] : dpi;
  const pages = ["-f", `${page}`, "-l", `${page}`];
  const pgm = poppler("pdftoppm", ["-gray", "-rx", `${x}`, "-ry", `${y}`, ...pages, "-"], pdf);
  const header = /^P5\n(\d+) (\d+)\n255\n/.exec(pgm.subarray(0, 32).toString("latin1"));
  if (header === null) throw new Error("pdftoppm made no picture in shades of grey");
  const [width, height] = [Number(header[1]), Number(header[2])];
  return { width, height, pixels: pgm.subarray(header[0].length) };
}

/** The text of all pages. */
export function textOf(pdf: Uint8Array, mode: TextMode = "-raw"): string {
  return poppler("pdftotext", [...(mode === "" ? [] : [mode]), "-", "-"], pdf).toString("utf8");
}

/** Each word of each page, and the box that it stands in: as wide as its letters, as high as its font. */
export function wordsOf(pdf: Uint8Array): WordsOfPage[] {
  const html = poppler("pdftotext", ["-bbox", "-", "-"], pdf).toString("utf8");
  return html
    .split("<page ")
    .slice(1)
    .map((page) => {
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page) ?? [];
      const words = page.matchAll(
        /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/g,
      );
      return {
        width: inMillimetres(width),
        height: inMillimetres(height),
        words: [...words].map(([, left, top, right, bottom, text = ""]) => ({
          left: inMillimetres(left),
          top: inMillimetres(top),
          right: inMillimetres(right),
          bottom: inMillimetres(bottom),
          text: plain(text),
        })),
      };
    });
}

/** Everything that `pdfinfo` knows of a file: information dictionary, metadata, structure, page sizes. */
export function infoOf(pdf: Uint8Array): string {
  const options = [[], ["-meta"], ["-custom"], ["-struct-text"], ["-url"], ["-js"], ["-dests"]];
  return options
    .map((option) => poppler("pdfinfo", [...option, "-"], pdf).toString("utf8"))
    .join("\n");
}

export function pagesOf(pdf: Uint8Array): number {
  return Number(/^Pages:\s+(\d+)$/m.exec(infoOf(pdf))?.[1]);
}

function inMillimetres(points = ""): number {
  return Number(points) * MILLIMETRES_PER_POINT;
}

function plain(html: string): string {
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function poppler(program: string, args: readonly string[], pdf: Uint8Array): Buffer {
  const result = spawnSync(program, args, { input: pdf, maxBuffer: OUTPUT_MAX_BYTES });
  const complaint = result.stderr?.toString("utf8") ?? "";
  if (result.status !== 0 || complaint !== "") {
    throw new Error(`${program}: ${result.error?.message ?? complaint}`);
  }
  return result.stdout;
}
