import { inlineEngine } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../tests/support/seeded-random.js";
import type { Card } from "../card.js";
import { rowsOf } from "../card-rows.js";
import { formatCardString } from "../card-string.js";
import { createSet } from "../create-set.js";
import { checkDigitsOf } from "../rows/check-digits.js";
import { maskOf } from "../rows/row-place.js";
import { formatRow } from "../rows/row-text.js";
import { proofreadCode, proofreadRow, rowsToProofread } from "./proofreading.js";

describe.each([
  ["p224", 7],
  ["sc-hsm", 2],
] as const)("the paper of a %s card", async (scheme, count) => {
  const engine = inlineEngine({ iterations: 1 });
  const of = (seed: string) =>
    createSet(
      { scheme, threshold: 2, total: 3 },
      { engine, program: "test", random: seededRandom(seed) },
    );
  const { cards } = await of("this one");
  const [card, other] = cards as [Card, Card];
  const reading = { card, shareIds: [1, 2, 3] };
  const set = card.about?.set;
  if (set === undefined) throw new Error("a bare card");
  const rows = (of: Card): string[] =>
    rowsOf(of, set).find(({ part }) => part === "value")?.rows ?? [];

  test("is right, row by row and as a code", () => {
    expect(rowsToProofread(reading)).toBe(count);
    for (const [index, row] of rows(card).entries()) {
      expect(proofreadRow(reading, index, row)).toBeUndefined();
      expect(
        proofreadRow(reading, index, row.replace(/[^0-9a-f]/g, "").toUpperCase()),
      ).toBeUndefined();
    }
    expect(proofreadCode(reading, `${formatCardString(card)}\n`)).toBeUndefined();
  });

  test("is somebody else's", () => {
    expect(proofreadRow(reading, 0, rows(other)[0] ?? "")).toMatchObject({
      what: "row",
      fault: { suspects: expect.arrayContaining([expect.objectContaining({ kind: "elsewhere" })]) },
    });
    expect(proofreadCode(reading, formatCardString(other))).toEqual({
      what: "another-card",
      id: 2,
      asked: 1,
    });
  });

  test("has other digits with the right check digits", () => {
    const data = [0, 1, 2, 3, 4, 5, 6, 7];
    const check = checkDigitsOf(data) ^ maskOf({ setId: set, shareId: 1, part: "value", index: 0 });
    const row = formatRow([...data, check >> 8, (check >> 4) & 0xf, check & 0xf]);
    expect(proofreadRow(reading, 0, row)).toEqual({ what: "not-this", face: "row" });
  });

  test("has a code with anything else in it", async () => {
    expect(proofreadCode(reading, "")).toEqual({ what: "nothing-typed" });
    expect(proofreadCode(reading, rows(card)[0] ?? "")).toMatchObject({ what: "code" });
    const [stranger] = (await of("another")).cards as [Card];
    expect(proofreadCode(reading, formatCardString(stranger))).toEqual({
      what: "other-set",
      id: 1,
    });
    const reissued = { ...card, about: { ...card.about, issue: 2 } } as Card;
    expect(proofreadCode(reading, formatCardString(reissued))).toEqual({
      what: "not-this",
      face: "code",
    });
  });
});
