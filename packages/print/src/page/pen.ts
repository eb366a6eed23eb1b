import { PrintError } from "../print-error.js";
import { type FontName, fontOf } from "./fonts.js";
import { INK } from "./ink.js";
import { requirePrintable } from "./printable.js";
import { inMillimetres, millimetres } from "./units.js";
import { wrapLines } from "./wrap-lines.js";

/** How a text looks. */
export interface TextStyle {
  readonly font?: FontName;
  /** In points, as printers count. */
  readonly size: number;
  readonly color?: string;
  readonly align?: "left" | "right" | "center";
}

/** A text in a box: its lines stand below each other, none is ever clipped. */
export interface BoxStyle extends TextStyle {
  /** In millimetres. */
  readonly width: number;
  /** In millimetres from line to line; 1.3 times the size, if absent. */
  readonly leading?: number;
}

const LEADING = 1.3;

/**
 * Draws on one page. Lengths are millimetres from its top left corner; a text's `y` is its baseline.
 */
export class Pen {
  readonly #document: PDFKit.PDFDocument;

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  /**
   * One line of text. Align "right" ends it at `x`, "center" puts its middle there.
   *
   * @throws {PrintError} `no-glyph`
   */
  text(text: string, x: number, y: number, style: TextStyle): void {
    const { align = "left", color = INK.black, font = "text", size } = style;
    requirePrintable(text, "text", font);
    const width = align === "left" ? 0 : this.widthOf(text, style);
    const start = align === "right" ? x - width : align === "center" ? x - width / 2 : x;
    this.#use(font, size);
    this.#document.fillColor(color).text(text, millimetres(start), millimetres(y), {
      lineBreak: false,
      baseline: "alphabetic",
    });
  }

  /**
   * A text in as many lines as it takes.
   *
   * @returns where the next line would stand, in millimetres from the page's top.
   */
  box(text: string, x: number, y: number, style: BoxStyle): number {
    const { width, size, leading = inMillimetres(size) * LEADING } = style;
    let baseline = y;
    for (const line of this.wrap(text, style)) {
      this.text(line, style.align === "right" ? x + width : x, baseline, style);
      baseline += leading;
    }
    return baseline;
  }

  /** The lines that `box` would draw. */
  wrap(text: string, style: BoxStyle): string[] {
    return wrapLines(text, style.width, (line) => this.widthOf(line, style));
  }

  /**
   * A text from outside, as the first of the ways in which it has room.
   *
   * @param what what it is, for the error.
   * @param ways sizes in points, and how many lines of each there is room for, the best first.
   * @returns where the next line would stand.
   * @throws {PrintError} `text-too-long`, `no-glyph`: it is refused, never clipped.
   */
  fitted(
    text: string,
    what: string,
    x: number,
    y: number,
    style: Omit<BoxStyle, "size">,
    ways: readonly { readonly size: number; readonly lines: number }[],
  ): number {
    requirePrintable(text, what, style.font);
    const way = ways.find(({ size, lines }) => this.wrap(text, { ...style, size }).length <= lines);
    if (way === undefined) {
      throw new PrintError("text-too-long", `${what}: too long for its place on the sheet`, {
        hint: "shorten it: nothing is left out or clipped on a sheet",
      });
    }
    return this.box(text, x, y, { ...style, size: way.size });
  }

  /**
   * One line as shapes alone: it is seen, but no program takes it for text, so that it can't get in
   * between the words behind it when they are copied.
   */
  shapes(text: string, x: number, y: number, style: Omit<TextStyle, "align">): void {
    const { color = INK.black, font: name = "text", size } = style;
    requirePrintable(text, "text", name);
    const font = fontOf(name);
    const { glyphs, positions } = font.layout(text);
    const scale = size / font.unitsPerEm;
    this.#document.save().translate(millimetres(x), millimetres(y)).scale(scale, -scale);
    for (const [place, glyph] of glyphs.entries()) {
      this.#document.path(glyph.path.toSVG()).fill(color);
      this.#document.translate(positions[place]?.xAdvance ?? 0, 0);
    }
    this.#document.restore();
  }

  /** How wide a line is, in millimetres. */
  widthOf(text: string, { font = "text", size }: TextStyle): number {
    this.#use(font, size);
    return inMillimetres(this.#document.widthOfString(text));
  }

  line(
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    width = 0.2,
    color: string = INK.grey,
  ): void {
    this.#document
      .moveTo(millimetres(x1), millimetres(y1))
      .lineTo(millimetres(x2), millimetres(y2))
      .lineWidth(millimetres(width))
      .strokeColor(color)
      .stroke();
  }

  fill(x: number, y: number, width: number, height: number, color: string): void {
    this.#document
      .rect(millimetres(x), millimetres(y), millimetres(width), millimetres(height))
      .fill(color);
  }

  frame(
    x: number,
    y: number,
    width: number,
    height: number,
    line = 0.2,
    color: string = INK.grey,
  ): void {
    this.#document
      .rect(millimetres(x), millimetres(y), millimetres(width), millimetres(height))
      .lineWidth(millimetres(line))
      .strokeColor(color)
      .stroke();
  }

  /** A PNG file. One without transparency goes into the PDF as it is. */
  picture(png: Uint8Array, x: number, y: number, width: number, height: number): void {
    this.#document.image(Buffer.from(png), millimetres(x), millimetres(y), {
      width: millimetres(width),
      height: millimetres(height),
    });
  }

  /** Many black squares as one shape, so that no hairline shows between neighbours. */
  squares(places: readonly (readonly [x: number, y: number])[], size: number): void {
    for (const [x, y] of places) {
      this.#document.rect(millimetres(x), millimetres(y), millimetres(size), millimetres(size));
    }
    this.#document.fill(INK.black);
  }

  /** Draws turned by an angle (degrees, clockwise) around a point. */
  turned(degrees: number, x: number, y: number, draw: () => void): void {
    this.#document.save().rotate(degrees, { origin: [millimetres(x), millimetres(y)] });
    draw();
    this.#document.restore();
  }

  #use(font: FontName, size: number): void {
    // pdfkit takes a parsed font as well, which its types don't know.
    this.#document.registerFont(font, fontOf(font) as unknown as PDFKit.Mixins.PDFFontSource);
    this.#document.font(font).fontSize(size);
  }
}
