import { fingerprintWords, headOf, type SetRecord, withEvent } from "@dkek/ceremony";
import { expect, test } from "vitest";
import { drawn, linesOf } from "../../../../tests/support/drawn.js";
import { specimen } from "../../../../tests/support/specimens.js";
import { type RecordSheetOptions, recordSheet } from "./record-sheet.js";

const OPTIONS: RecordSheetOptions = {
  paper: "letter",
  date: new Date("2026-11-24T12:00:00Z"),
  program: "dkek 0.1.0",
};
const { record, pbe } = specimen("p224");

async function textOf(of: SetRecord, options: Partial<RecordSheetOptions> = {}) {
  const { pages } = await drawn(() => recordSheet(of, { ...OPTIONS, ...options }));
  return pages.map((page) => linesOf(page).join("\n"));
}

function grouped(digits: string): string {
  return digits.replace(/.{4}(?=.)/g, "$& ");
}

test("it has all that tells the set from others, and how to check it", async () => {
  const text = (await textOf(record)).join("\n");
  expect(text).toContain(grouped(record.set.setId));
  expect(text).toContain("sha256sum FILE.pbe");
  expect(text).toContain("760C26E3C9202C0B");
  expect(text).toContain(grouped(headOf(record)));
  // From docs/FORMATS.md.
  const proofs = "665e089b64d53e436c816102f03f09f063cc0d64ff063df9dd76b5a99eab92c2";
  expect(text).toContain(grouped(proofs));
  expect(text).toContain("any 2 of 3 cards restore the DKEK");
  for (const [place, word] of fingerprintWords(record).entries()) {
    expect(text).toContain(`${place + 1} ${word}`);
  }
});

test("events are told in order, and cards with who holds them and whether they are in use", async () => {
  const events = [
    { type: "reissued", card: { id: 2, issue: 2 }, custodian: "Hedy" },
    { type: "added", card: { id: 4, issue: 1 }, custodian: "Edith" },
  ] as const;
  const grown = events.reduce(
    (sum: SetRecord, event) => withEvent(sum, { at: "2026-12-01T08:00:00Z", ...event }),
    record,
  );
  const text = (await textOf(grown)).join("\n");
  expect(text).toMatch(
    /1 2026-11-23 12:00:00 The set was made[\s\S]*4 2026-12-01 08:00:00 Card 2 was/,
  );
  expect(text).toContain("2 1 Grace 2026-11-23 replaced: still valid");
  expect(text).toContain("2 2 Hedy 2026-12-01 in use");
  expect(text).toContain("4 1 Edith 2026-12-01 in use");
  expect(text).toContain("Custodian, card 2 Hedy");
  expect(text).toContain("any 2 of 4 cards");
});

test("the .pbe file is a page of its own, and nowhere else", async () => {
  const base64 = Buffer.from(pbe).toString("base64");
  const without = await textOf(record);
  const pages = await textOf(record, { pbe });
  expect(without.join("").replace(/\s/g, "")).not.toContain(base64.slice(0, 8));
  expect(pages).toHaveLength(without.length + 1);
  const last = pages.pop() ?? "";
  expect(last).toContain("KEEP LIKE A BACKUP");
  expect(last.replace(/\s/g, "")).toContain(base64);
  expect(pages.join("").replace(/\s/g, "")).not.toContain(base64.slice(0, 8));
});

test("another set’s .pbe file is refused", async () => {
  const other = specimen("sc-hsm").pbe;
  await expect(recordSheet(record, { ...OPTIONS, pbe: other })).rejects.toMatchObject({
    code: "record-of-another-set",
  });
});

test("255 custodians and many events take as many pages as they need, each numbered", async () => {
  const { set } = record;
  const custodians = Array.from(
    { length: 255 },
    (_, place) => `Custodian ${"x".repeat(place % 60)}`,
  );
  const sharing = { ...set.sharing, total: 255, custodians } as NonNullable<typeof set.sharing>;
  let large: SetRecord = { ...record, set: { ...set, sharing }, events: [] };
  for (let id = 1; id <= 255; id++) {
    large = withEvent(large, {
      at: "2026-11-24T12:00:00Z",
      type: "proofread",
      card: { id, issue: 1 },
    });
  }
  large = withEvent(large, { at: "2026-11-24T12:00:00Z", type: "noted", text: "W".repeat(1000) });
  const pages = await textOf(large);
  expect(pages.length).toBeGreaterThan(10);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(`page ${index + 1} of ${pages.length}`);
  }
  const text = pages.join("\n");
  for (let id = 1; id <= 255; id++) {
    expect(text).toContain(`Card ${id} was proofread`);
    expect(text).toContain(`Custodian, card ${id} `);
  }
});

test("a set with a password of people’s own has no cards to tell of", async () => {
  const { sharing: _, ...set } = record.set;
  const text = (await textOf({ ...record, set, events: [] })).join("\n");
  expect(text).toContain("chosen by people: there are no cards");
  expect(text).not.toContain("Custodian, card");
});
