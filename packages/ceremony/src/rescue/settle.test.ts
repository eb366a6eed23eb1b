import { inlineEngine } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import { rowsOf } from "../card-rows.js";
import { createSet } from "../create-set.js";
import { setPrefix } from "../set-id.js";
import { outcomeOf } from "./outcome.js";
import { readDamagedCard } from "./read-damaged.js";
import type { Reading } from "./reading.js";
import { settleByRecord } from "./settle.js";

const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };

describe.each(["p224", "sc-hsm"] as const)("a card of a %s set that has a record", (scheme) => {
  const made = createSet({ scheme, threshold: 2, total: 3 }, options);

  /** The card's rows, as they are typed off a sheet, each changed as the test wants. */
  async function readWith(change: (row: string, name: string) => string): Promise<Reading> {
    const { cards, record } = await made;
    const card = cards[1];
    if (card === undefined) throw new Error("no card");
    const lines = rowsOf(card, setPrefix(record.set.setId)).flatMap(({ part, rows }) =>
      rows.map((row, nth) => `${part} row ${nth + 1}: ${change(row, `${part} row ${nth + 1}`)}`),
    );
    const set = `Set: ${setPrefix(record.set.setId)}`;
    return readDamagedCard([set, `Share ID: ${card.id}`, ...lines].join("\n"), "card-2");
  }

  async function settled(reading: Reading): Promise<Reading | undefined> {
    const { record } = await made;
    const looking = settleByRecord(reading, record);
    for (;;) {
      const { done, value } = await looking.next();
      if (done) return value;
    }
  }

  async function rightDigits(): Promise<string> {
    const { cards } = await made;
    return Buffer.from(cards[1]?.value.expose() ?? []).toString("hex");
  }

  /** Changes the digit at a place, separators not counted. */
  function wrongAt(row: string, place: number, to?: string): string {
    let seen = 0;
    return row.replace(/[0-9a-f]/g, (digit) => {
      seen += 1;
      if (seen !== place) return digit;
      return to ?? ((Number.parseInt(digit, 16) + 5) % 16).toString(16);
    });
  }

  const proof = scheme === "p224" ? "blinding row 2" : "salt row 2";
  test.each<[string, (row: string, name: string) => string]>([
    ["a digit", (row, name) => (name === "value row 1" ? wrongAt(row, 3) : row)],
    [
      "two digits of one row",
      (row, name) => (name === "value row 2" ? wrongAt(wrongAt(row, 1), 8) : row),
    ],
    [
      "a digit of the value, and one of its proof",
      (row, name) => (["value row 1", proof].includes(name) ? wrongAt(row, 2) : row),
    ],
    ["a check digit", (row, name) => (name === "value row 1" ? wrongAt(row, 10) : row)],
    [
      "three digits that nobody can read",
      (row, name) =>
        name === "value row 2"
          ? [2, 3, 7].reduce((text, place) => wrongAt(text, place, "?"), row)
          : row,
    ],
  ])("says itself what it should say: %s", async (_, change) => {
    const reading = await readWith(change);
    expect(reading.sure).toBe(false);
    const found = await settled(reading);
    expect(found).toMatchObject({ sure: true, asRead: reading });
    expect(found?.value.digits.map((digit = 0) => digit.toString(16)).join("")).toBe(
      await rightDigits(),
    );
  });

  test("with rows in each other's place", async () => {
    const right = await readWith((row) => row);
    expect(right.sure).toBe(true);
    const { cards, record } = await made;
    const rows = rowsOf(cards[1] as (typeof cards)[number], setPrefix(record.set.setId));
    const value = rows.find(({ part }) => part === "value")?.rows ?? [];
    const [first = "", second = ""] = value;
    const reading = await readWith((row) =>
      row === first ? second : row === second ? first : row,
    );
    const found = await settled(reading);
    expect(found?.value.digits.map((digit = 0) => digit.toString(16)).join("")).toBe(
      await rightDigits(),
    );
  });

  test("nothing is said of one with too much wrong", async () => {
    const reading = await readWith((row, name) =>
      name.startsWith("value") ? wrongAt(wrongAt(row, 1), 5) : row,
    );
    expect(await settled(reading)).toBeUndefined();
  });

  test("what it said wrongly is reported, though the record has told", async () => {
    const { cards, record } = await made;
    const reading = await readWith((row, name) => (name === "value row 1" ? wrongAt(row, 3) : row));
    const found = await settled(reading);
    const [first, card] = cards;
    if (found === undefined || first === undefined || card === undefined)
      throw new Error("no card");
    const other = readDamagedCard(
      `Prime: ${card.field.prime.toString(16)}\nShare ID: 1\nShare value: ${Buffer.from(first.value.expose()).toString("hex")}`,
      "card-1",
    );
    const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
    const outcome = outcomeOf(
      {
        field: card.field,
        password: { number: 1n, bytes: 8 },
        cards: [
          { reading: other, id: 1, value: number(first.value.expose()) },
          { reading: found, id: 2, value: number(card.value.expose()) },
        ],
      },
      { setId: record.set.setId, readings: [other, found], threshold: 2 },
    );
    expect(outcome.cards[1]?.reading).toBe(reading);
    expect(outcome.cards[1]?.wrong.value).toMatchObject([{ what: "digit", place: 3 }]);
    expect(Buffer.from(outcome.cards[1]?.card.proof?.expose() ?? [])).toEqual(
      Buffer.from(card.proof?.expose() ?? []),
    );
  });
});
