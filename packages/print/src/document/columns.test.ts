import { expect, test } from "vitest";
import { columnWidths } from "./columns.js";

test("columns that all have room are as wide as they need to be", () => {
  expect(columnWidths([10, 20], [5, 5], 100)).toEqual([10, 20]);
});

test("else the table is as wide as the page, and no word is broken that has room", () => {
  const widths = columnWidths([12, 400, 90], [12, 20, 30], 100);
  expect(widths.reduce((a, b) => a + b)).toBeCloseTo(100);
  expect(widths[0]).toBe(12);
  expect(widths[1]).toBeGreaterThan(20);
  expect(widths[2]).toBeGreaterThan(30);
});

test("one endless word does not push the others off the page", () => {
  const widths = columnWidths([500, 40], [500, 10], 100);
  expect(widths.reduce((a, b) => a + b)).toBeCloseTo(100);
  expect(widths[1]).toBeGreaterThanOrEqual(10);
});

test("a narrow column is as wide as it needs to be, however much the others want", () => {
  expect(columnWidths([45, 300], [20, 15], 100)).toEqual([45, 55]);
  const widths = columnWidths([25, 500, 30], [5, 5, 5], 100);
  expect([widths[0], widths[2]]).toEqual([25, 30]);
});
