import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, fillPages, keepTogether } from "./flow.js";

const ROOM = { first: 50, top: 20, bottom: 100 };

function block(height: number, more: Partial<Block> = {}): Block {
  return { height, draw: () => {}, ...more };
}

/** Heights and places, which are easier to read than blocks. */
function filled(blocks: readonly Block[]): [y: number, height: number][][] {
  return fillPages(blocks, ROOM).map((page) => page.map(({ block, y }) => [y, block.height]));
}

describe("pages are filled", () => {
  test("from the top, the first one from further down", () => {
    expect(filled([block(30), block(20), block(60), block(1)])).toEqual([
      [
        [50, 30],
        [80, 20],
      ],
      [
        [20, 60],
        [80, 1],
      ],
    ]);
  });

  test("a heading goes with what stands below it", () => {
    expect(filled([block(30), block(10, { withNext: true }), block(11)])).toEqual([
      [[50, 30]],
      [
        [20, 10],
        [30, 11],
      ],
    ]);
  });

  test("white space stands above, but does not begin a page", () => {
    const spaced = block(20, { before: 10 });
    expect(filled([spaced, spaced, spaced])).toEqual([[[50, 20]].concat([[80, 20]]), [[20, 20]]]);
  });

  test("a table's head stands on each page that the table goes on to", () => {
    const head = block(5);
    const row = block(40, { head });
    expect(filled([{ ...head, withNext: true }, row, row])).toEqual([
      [
        [50, 5],
        [55, 40],
      ],
      [
        [20, 5],
        [25, 40],
      ],
    ]);
  });

  test("and begun where a block asks for it", () => {
    expect(filled([block(1), block(1, { newPage: true })])).toEqual([[[50, 1]], [[20, 1]]]);
  });

  test("what is higher than a page is refused", () => {
    expect(() => fillPages([block(81)], ROOM)).toThrow(
      expect.objectContaining({ code: "text-too-long" }),
    );
  });

  test("in order, nothing left out, nothing above or below the room, nothing on top of another", () => {
    const anyBlock = fc.record({
      height: fc.integer({ min: 1, max: 30 }),
      before: fc.integer({ min: 0, max: 9 }),
      newPage: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 40 }), (shapes) => {
        const blocks = shapes.map(({ height, ...more }) => block(height, more));
        const pages = fillPages(blocks, ROOM);
        expect(pages.flat().map(({ block }) => block)).toEqual(blocks);
        for (const [index, page] of pages.entries()) {
          let free = index === 0 ? ROOM.first : ROOM.top;
          for (const { block, y } of page) {
            expect(y).toBeGreaterThanOrEqual(free);
            free = y + block.height;
          }
          expect(free).toBeLessThanOrEqual(ROOM.bottom);
        }
      }),
    );
  });
});

describe("blocks are kept together", () => {
  test("on one page, where it has room for them", () => {
    const signed = keepTogether([block(30), block(30)], ROOM);
    expect(filled([block(10), ...signed])).toEqual([
      [[50, 10]],
      [
        [20, 30],
        [50, 30],
      ],
    ]);
  });

  test("or not, where none has", () => {
    const blocks = [block(30), block(30), block(30)];
    expect(keepTogether(blocks, ROOM)).toBe(blocks);
  });
});
