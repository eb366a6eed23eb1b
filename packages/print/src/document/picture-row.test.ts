import { expect, test } from "vitest";
import { pictureRow, pngSize } from "./picture-row.js";

test("a small picture is as large as on a screen", () => {
  expect(pictureRow([{ width: 110, height: 220 }], { width: 170, height: 259 })).toEqual([
    { x: 0, width: 25.4, height: 50.8 },
  ]);
});

test("large ones share the width, and keep their shapes", () => {
  const [one, two] = pictureRow(
    [
      { width: 2000, height: 1000 },
      { width: 3000, height: 3000 },
    ],
    { width: 105, height: 259 },
  );
  expect(one).toMatchObject({ x: 0, width: 50, height: 25 });
  expect(two).toMatchObject({ x: 55, width: 50, height: 50 });
});

test("a high one takes a page, but for a heading and a line of what it is called", () => {
  const [high] = pictureRow([{ width: 900, height: 2700 }], { width: 170, height: 259 });
  expect(high?.height).toBeCloseTo(234);
  expect(high?.width).toBeCloseTo(234 / 3);
});

test("the size is in the header of a PNG file", () => {
  const png = new Uint8Array(26);
  png.set([0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0xe9, 0, 0, 4, 0x1d], 12);
  expect(pngSize(png)).toEqual({ width: 745, height: 1053 });
  expect(() => pngSize(new Uint8Array(26))).toThrow("not a PNG file");
});
