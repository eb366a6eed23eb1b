import { rowsOf, SHEET_MARK } from "@dkek/ceremony";
import { describe, expect, test } from "vitest";
import { drawn, linesOf } from "../../../../tests/support/drawn.js";
import { specimen } from "../../../../tests/support/specimens.js";
import { type BlankSheetOptions, blankSheet } from "./blank-sheet.js";

const OPTIONS = { paper: "a4", date: new Date(0), program: "dkek 0.1.0" } as const;

async function linesOn(options: Omit<BlankSheetOptions, keyof typeof OPTIONS>): Promise<string[]> {
  const { pages } = await drawn(() => blankSheet({ ...OPTIONS, ...options }));
  expect(pages).toHaveLength(1);
  return linesOf(pages.flat());
}

describe.each(["p224", "sc-hsm"] as const)("a form of a %s set", (scheme) => {
  const { record, card } = specimen(scheme);
  const { set, threshold, total, issue } = card.about;
  const about = { set, threshold, total, issue, id: card.id };
  const { prime = "" } = record.set.sharing ?? {};

  test("has the public rows of the card, as on the card", async () => {
    const lines = await linesOn({ scheme, about, prime });
    const [rows] = rowsOf(card, set);
    expect(rows?.part).toBe("prime");
    for (const [index, row] of rows?.rows.entries() ?? []) {
      const digits = row.replace(/[()]/g, "");
      expect(
        lines.filter((line) => line.includes(`Prime row ${index + 1} ${digits}`)),
      ).toHaveLength(1);
    }
  });

  test("has a row of boxes for each secret one", async () => {
    const text = (await linesOn({ scheme, about, prime })).join("\n");
    for (const { part, rows } of rowsOf(card, set).slice(1)) {
      const name = `${part[0]?.toUpperCase()}${part.slice(1)}`;
      const named = [...text.matchAll(new RegExp(`\\b${name} row \\d+`, "g"))].map(String);
      expect(named).toEqual(rows.map((_, index) => `${name} row ${index + 1}`));
    }
  });

  test("is no card for who reads its text", async () => {
    expect((await linesOn({ scheme, about, prime })).join("\n")).not.toContain(SHEET_MARK);
  });

  test("leaves what is not known to be filled in", async () => {
    const text = (await linesOn({ scheme })).join("\n");
    expect(text).not.toMatch(/undefined|NaN/);
    expect(text).toMatch(/--pwd-shares-total +$/m);
    expect(text).toContain("One of ____ cards");
    // The prime of p224 is the same for all; its check digits are not.
    expect(text.includes("Prime row 7 5c5c 2a3d")).toBe(scheme === "p224");
  });
});
