import { expect, test } from "vitest";
import { PAPERS } from "../page/paper.js";
import { tryOut } from "../page/pdf.js";
import type { Block } from "../sheets/flow.js";
import type { Span } from "./blocks.js";
import { layOut } from "./lay-out.js";

const COLUMN = { x: 20, width: 170, height: 259 };

function table(...rows: readonly (readonly string[])[]): Block[] {
  const cell = (text: string): Span[] => (text === "" ? [] : [{ text, font: "text" }]);
  const block = { type: "table", rows: rows.map((row) => row.map(cell)) } as const;
  return tryOut(PAPERS.a4, (pen) => layOut([block], COLUMN, pen));
}

test("a column whose head is its widest word has room for it in bold type", () => {
  const [head, row] = table(["scheme", "bytes"], ["p224", "11"]);
  expect(head?.height).toBe(row?.height);
});

test("the head of a table stands above each of its parts", () => {
  const [head, row] = table(["part"], ["p"]);
  expect(head).toMatchObject({ withNext: true });
  expect(row?.head).toBeDefined();
});

test("a table whose head is empty has none", () => {
  const rows = table(["", ""], ["Linux", "sha256sum"], ["macOS", "shasum"]);
  expect(rows).toHaveLength(2);
  expect(rows.every(({ head }) => head === undefined)).toBe(true);
});
