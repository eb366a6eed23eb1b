import { expect, test } from "vitest";
import { PAPERS } from "./paper.js";
import { makePdf } from "./pdf.js";
import type { Pen } from "./pen.js";
import { drawQrCode } from "./qr-code.js";

const DATE = { date: new Date(0) };
const { a4 } = PAPERS;

test("other events have their turn before each page", async () => {
  let turns = 0;
  const seen: number[] = [];
  const count = (): void => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const page = (): void => void seen.push(turns);
  await makePdf(a4, DATE, [page, page, page]);
  clearImmediate(next);
  expect(new Set(seen).size).toBe(3);
});

test("what a page can't draw is not half a file", async () => {
  const tooLong = (pen: Pen): void => {
    pen.fitted("W".repeat(99), "name", 0, 0, { width: 50 }, [{ size: 12, lines: 1 }]);
  };
  await expect(makePdf(a4, DATE, [() => {}, tooLong])).rejects.toMatchObject({
    code: "text-too-long",
    message: expect.stringContaining("name"),
  });
});

test("a text takes the first way in which it has room", async () => {
  const ways = [
    { size: 20, lines: 1 },
    { size: 10, lines: 2 },
  ];
  const ends: number[] = [];
  await makePdf(a4, DATE, [
    (pen) => {
      for (const text of ["short", "somewhat longer", "longer by as much again as that was"]) {
        ends.push(pen.fitted(text, "text", 0, 0, { width: 40, leading: 1 }, ways));
      }
    },
  ]);
  expect(ends).toEqual([1, 1, 2]);
});

test("a QR code is refused where its modules would be too small", async () => {
  const text = "DKEK1.".repeat(25);
  const modules: number[] = [];
  const draw = (size: number) =>
    makePdf(a4, DATE, [(pen) => void modules.push(drawQrCode(pen, text, 0, 0, size))]);
  await draw(26);
  expect(modules[0]).toBeGreaterThanOrEqual(0.4);
  await expect(draw(25)).rejects.toThrow("modules");
});
