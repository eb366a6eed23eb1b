import type { SecretBytes } from "@dkek/foundation";
import { vi } from "vitest";
import { Pen, type TextStyle } from "../../packages/print/src/page/pen.js";

/** A line of text that was drawn; lengths are millimetres from the page's top left corner. */
export interface DrawnText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The baseline. */
  readonly y: number;
  /** Of capitals, above the baseline. */
  readonly height: number;
}

const CAPITALS_EM = 0.7;
const POINT_MM = 25.4 / 72;

/** Makes a sheet, and watches what is written on its pages. */
export async function drawn(
  make: () => Promise<SecretBytes>,
): Promise<{ readonly pdf: string; readonly pages: readonly (readonly DrawnText[])[] }> {
  const pages = new Map<Pen, DrawnText[]>();
  const write = Pen.prototype.text;
  const spy = vi.spyOn(Pen.prototype, "text").mockImplementation(function (
    this: Pen,
    text,
    x,
    y,
    style: TextStyle,
  ) {
    const width = this.widthOf(text, style);
    const before = { left: 0, right: width, center: width / 2 }[style.align ?? "left"];
    const page = pages.get(this) ?? [];
    const height = style.size * POINT_MM * CAPITALS_EM;
    page.push({ text, left: x - before, right: x - before + width, y, height });
    pages.set(this, page);
    write.call(this, text, x, y, style);
  });
  try {
    using pdf = await make();
    return { pdf: Buffer.from(pdf.expose()).toString("latin1"), pages: [...pages.values()] };
  } finally {
    spy.mockRestore();
  }
}

/** The texts of a page that stand on top of each other, two and two. */
export function overlaps(page: readonly DrawnText[]): string[] {
  const TOLERANCE_MM = 0.05;
  const seen = page.filter(({ text }) => text.trim() !== "");
  return seen.flatMap((a, place) =>
    seen
      .slice(place + 1)
      .filter(
        (b) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > TOLERANCE_MM &&
          Math.min(a.y, b.y) - Math.max(a.y - a.height, b.y - b.height) > TOLERANCE_MM,
      )
      .map((b) => `${a.text} | ${b.text}`),
  );
}

/** A page's text as it is read: what stands on one baseline is a line. */
export function linesOf(page: readonly DrawnText[]): string[] {
  const lines = new Map<string, DrawnText[]>();
  for (const text of page) {
    const key = text.y.toFixed(1);
    lines.set(key, [...(lines.get(key) ?? []), text]);
  }
  return [...lines.values()].map((line) =>
    line
      .sort((a, b) => a.left - b.left)
      .map(({ text }) => text)
      .join(" "),
  );
}
