import { fingerprintWords } from "@dkek/ceremony";
import { expect, test } from "vitest";
import { drawn, linesOf } from "../../../../tests/support/drawn.js";
import { specimen } from "../../../../tests/support/specimens.js";
import { PAPERS } from "../page/paper.js";
import { receiptSheet } from "./receipt-sheet.js";

const { record, card } = specimen("p224");
const FACTS = {
  set: card.about.set,
  id: 3,
  total: 5,
  threshold: 3,
  issue: 2,
  custodian: "Ada",
  fingerprint: fingerprintWords(record),
};
const OPTIONS = { paper: "a4", date: new Date(0), program: "dkek 0.1.0" } as const;

test("both halves say the same, but for whom they are", async () => {
  const { pages } = await drawn(() => receiptSheet(FACTS, OPTIONS));
  expect(pages).toHaveLength(1);
  const page = pages[0]?.filter(({ text }) => text !== "cut here") ?? [];
  const middle = PAPERS.a4.height / 2;
  const foot = PAPERS.a4.height - 10;
  const upper = linesOf(page.filter(({ y }) => y < middle));
  const lower = linesOf(page.filter(({ y }) => y > middle && y < foot));
  expect(upper[0]).toBe("RECEIPT FOR A CARD COPY FOR THE CUSTODIAN");
  expect(lower[0]).toBe("RECEIPT FOR A CARD COPY FOR THE FILE");
  expect(lower.slice(1)).toEqual(upper.slice(1));
  expect(upper.join("\n")).toContain(
    "I have received card 3 of 5 (generation 2) of set c536 d772 b6a3 0359 94cf",
  );
  for (const blank of ["Bag or seal no.", "Place", "Date", "Signature", "Witness’s name"]) {
    expect(upper.join("\n")).toContain(blank);
  }
});

test("nothing of the card is on it", async () => {
  const { pages } = await drawn(() => receiptSheet(FACTS, OPTIONS));
  expect(linesOf(pages.flat()).join("\n")).not.toMatch(/row \d|share value/i);
});
