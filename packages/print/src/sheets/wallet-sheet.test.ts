import { parseCardText } from "@dkek/ceremony";
import { expect, test } from "vitest";
import { drawn, linesOf } from "../../../../tests/support/drawn.js";
import { specimen } from "../../../../tests/support/specimens.js";
import { walletSheet } from "./wallet-sheet.js";

const OPTIONS = { date: new Date(0), program: "dkek 0.1.0" };
const { card } = specimen("sc-hsm");

test.each(["a4", "letter", "id-1"] as const)("its text is the card (%s)", async (size) => {
  const { pages } = await drawn(() => walletSheet(card, {}, { ...OPTIONS, size }));
  expect(pages).toHaveLength(size === "id-1" ? 2 : 1);
  const read = parseCardText(pages.flatMap((page) => linesOf(page)).join("\n"));
  expect(read.id).toBe(card.id);
  expect(read.about?.set).toBe(card.about.set);
  expect(read.value.expose()).toEqual(card.value.expose());
  expect(read.proof?.expose()).toEqual(card.proof?.expose());
});

test("a card printer gets two pages of a bank card’s size", async () => {
  const { pdf } = await drawn(() => walletSheet(card, {}, { ...OPTIONS, size: "id-1" }));
  const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...own]) =>
    own.map((points) => (Number(points) * 25.4) / 72),
  );
  expect(sizes).toEqual(Array(2).fill([expect.closeTo(85.6, 3), expect.closeTo(54, 3)]));
});

test("an ID from 10 on is told as the stock tool reads it", async () => {
  const later = { ...card, id: 26 };
  const { pages } = await drawn(() => walletSheet(later, {}, { ...OPTIONS, size: "id-1" }));
  expect(linesOf(pages.flat())).toContainEqual(
    expect.stringContaining("enter share ID: 1a (decimal 26)"),
  );
});

test("a p224 card is refused, with a way out", async () => {
  const large = specimen("p224").card;
  await expect(walletSheet(large, {}, { ...OPTIONS, size: "a4" })).rejects.toMatchObject({
    code: "no-room",
    hint: expect.stringContaining("dkek sheet card"),
  });
});
