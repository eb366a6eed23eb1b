import { INK } from "../page/ink.js";
import type { Pen } from "../page/pen.js";
import { inMillimetres } from "../page/units.js";
import type { Block } from "../sheets/flow.js";
import type { DocumentBlock, Span } from "./blocks.js";
import { columnWidths } from "./columns.js";
import { pictureRow, pngSize } from "./picture-row.js";
import { inKnownGlyphs, type Piece, spanLines, spanWidth, widestWord } from "./span-lines.js";

/** Sizes in points. */
const SIZE = 10;
const CODE_SIZE = 8;
const TABLE_SIZE = 8.5;
const HEADING_SIZES = [18, 14, 11.5, 10.5];
const LEADING = 1.4;
const CODE_LEADING = 1.3;

/** Lengths in millimetres. */
const BETWEEN = 2.4;
const INDENT = 6;
const CELL = 1.4;

/** Where a document's blocks stand, on each page. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/** Lays blocks out: each line of a text is a piece that stays whole, each row of a table one. */
export function layOut(blocks: readonly DocumentBlock[], column: Column, pen: Pen): Block[] {
  return blocks.flatMap((block) => layOutBlock(block, column, pen));
}

function layOutBlock(block: DocumentBlock, column: Column, pen: Pen): Block[] {
  switch (block.type) {
    case "heading": {
      const size = HEADING_SIZES[block.depth - 1] ?? SIZE;
      const strong = block.spans.map(({ text, font }): Span => {
        return { text, font: font === "text" ? "strong" : font };
      });
      const lines = textLines(strong, column, size, pen, INK.blue);
      return spaced(lines, BETWEEN * 2).map((line) => ({ ...line, withNext: true }));
    }
    case "paragraph":
      return spaced(textLines(block.spans, column, SIZE, pen), BETWEEN);
    case "code":
      return spaced(codeLines(block.text, column, pen), BETWEEN);
    case "list":
      return block.items.flatMap(({ marker, blocks }) => {
        const [first, ...rest] = layOut(blocks, indented(column), pen);
        if (first === undefined) return [];
        return [withMarker(first, marker, column.x), ...rest];
      });
    case "quote":
      return layOut(block.blocks, indented(column), pen).map((line) => ({
        ...line,
        draw: (on: Pen, y: number) => {
          on.fill(column.x + 1, y, 0.8, line.height, INK.band);
          line.draw(on, y);
        },
      }));
    case "pictures":
      return [pictures(block.pngs, column)];
    case "table":
      return tableRows(block.rows, column, pen);
  }
}

function indented({ x, width, height }: Column): Column {
  return { x: x + INDENT, width: width - INDENT, height };
}

/** The first of some lines stands apart from what is above. */
function spaced(lines: readonly Block[], before: number): Block[] {
  return lines.map((line, place) => (place === 0 ? { ...line, before } : line));
}

function withMarker(first: Block, marker: string, x: number): Block {
  return {
    ...first,
    before: BETWEEN / 2,
    draw: (on, y) => {
      on.text(marker, x + 1, y + ascent(SIZE), { size: SIZE });
      first.draw(on, y);
    },
  };
}

function textLines(
  spans: readonly Span[],
  { x, width }: Column,
  size: number,
  pen: Pen,
  color: string = INK.black,
): Block[] {
  const height = inMillimetres(size) * LEADING;
  return linesOf(spans, width, size, pen).map((pieces) => ({
    height,
    draw: (on, y) => drawPieces(pieces, x, y + ascent(size), size, on, color),
  }));
}

/** What they are called follows them. */
function pictures(pngs: readonly Uint8Array[], { x, width, height }: Column): Block {
  const places = pictureRow(pngs.map(pngSize), { width, height });
  return {
    before: BETWEEN,
    withNext: true,
    height: Math.max(...places.map((place) => place.height)),
    draw: (on, y) => {
      for (const [nth, png] of pngs.entries()) {
        const place = places[nth];
        if (place === undefined) continue;
        on.picture(png, x + place.x, y, place.width, place.height);
        on.frame(x + place.x, y, place.width, place.height, 0.15, INK.line);
      }
    },
  };
}

/** Blanks count in code, so its lines are broken at a number of characters. */
function codeLines(text: string, { x, width }: Column, pen: Pen): Block[] {
  const height = inMillimetres(CODE_SIZE) * CODE_LEADING;
  const room = Math.floor((width - 2) / pen.widthOf("0", { font: "digits", size: CODE_SIZE }));
  const lines = text.split("\n").flatMap((line) => {
    const characters = [...line];
    const count = Math.max(1, Math.ceil(characters.length / room));
    return Array.from({ length: count }, (_, n) =>
      characters.slice(n * room, (n + 1) * room).join(""),
    );
  });
  return lines.map((line) => ({
    height,
    draw: (on, y) => {
      // A little higher than the line: no hairline shows between neighbours.
      on.fill(x, y, width, height + 0.05, INK.shade);
      let at = x + 1;
      for (const { text: piece, font } of inKnownGlyphs({ text: line, font: "digits" })) {
        on.text(piece, at, y + ascent(CODE_SIZE), { font, size: CODE_SIZE });
        at += on.widthOf(piece, { font, size: CODE_SIZE });
      }
    },
  }));
}

function tableRows(
  [headOfTable = [], ...body]: readonly (readonly (readonly Span[])[])[],
  { x, width }: Column,
  pen: Pen,
): Block[] {
  const measure = measureAt(TABLE_SIZE, pen);
  // A table need not say what its columns are.
  const isHeaded = headOfTable.some((spans) => spans.length > 0);
  const strong = headOfTable.map((spans) =>
    spans.map(({ text }): Span => ({ text, font: "strong" })),
  );
  const rows = isHeaded ? [strong, ...body] : body;
  const most = (of: (spans: readonly Span[]) => number): number[] =>
    headOfTable.map((_, nth) => Math.max(...rows.map((row) => of(row[nth] ?? []))) + 2 * CELL);
  const widths = columnWidths(
    most((spans) => spanWidth(spans, measure)),
    most((spans) => widestWord(spans, measure)),
    width,
  );
  const lineHeight = inMillimetres(TABLE_SIZE) * LEADING;
  const blocks = rows.map((row): Block => {
    const cells = row.map((spans, place) => {
      // Rounding must not break a line that just fits.
      return linesOf(spans, (widths[place] ?? 0) - 2 * CELL + 0.01, TABLE_SIZE, pen);
    });
    const height = Math.max(...cells.map((lines) => lines.length)) * lineHeight + CELL;
    return {
      height,
      draw: (on, y) => {
        let left = x;
        for (const [place, lines] of cells.entries()) {
          for (const [line, pieces] of lines.entries()) {
            const baseline = y + CELL / 2 + line * lineHeight + ascent(TABLE_SIZE);
            drawPieces(pieces, left + CELL, baseline, TABLE_SIZE, on);
          }
          left += widths[place] ?? 0;
        }
        on.line(x, y + height, left, y + height, 0.15, INK.line);
      },
    };
  });
  const [first, ...rest] = blocks;
  if (first === undefined) return [];
  const top = { ...first, before: BETWEEN };
  if (!isHeaded) return [top, ...rest];
  return [{ ...top, withNext: true }, ...rest.map((row) => ({ ...row, head: first }))];
}

function linesOf(spans: readonly Span[], width: number, size: number, pen: Pen): Piece[][] {
  return spanLines(spans, width, measureAt(size, pen));
}

function measureAt(size: number, pen: Pen): (text: string, font: Span["font"]) => number {
  return (text, font) => pen.widthOf(text, { font, size: sizeOf(font, size) });
}

/** The font for code is wide: it looks as large as the text when it is smaller. */
function sizeOf(font: Piece["font"], size: number): number {
  return font === "digits" ? size * 0.88 : size;
}

function drawPieces(
  pieces: readonly Piece[],
  x: number,
  baseline: number,
  size: number,
  pen: Pen,
  color: string = INK.black,
): void {
  for (const { text, font, x: offset } of pieces) {
    pen.text(text, x + offset, baseline, { font, size: sizeOf(font, size), color });
  }
}

/** From the top of a line to its baseline. */
function ascent(size: number): number {
  return inMillimetres(size);
}
