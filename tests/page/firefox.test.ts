import { formatRecord, isWhole } from "@dkek/ceremony";
import { cardSheet } from "@dkek/print";
import { expect, test } from "vitest";
import { FirefoxPage } from "../support/firefox-page.js";
import { knownSet } from "../support/known-set.js";
import { png } from "../support/pictures.js";
import { render } from "../support/poppler.js";
import { stockLines, stockSet } from "../support/stock-sets.js";

// What the page does is tested in Chromium, by the other files here; these hold that Firefox does it, too.

const STOCK = stockSet("shares-3of5");
const stockPbe = { name: "dkek.pbe", bytes: Buffer.from(STOCK.pbeHex, "hex") };
const stockCard = (id: number) => ({ name: `card-${id}.txt`, bytes: stockLines(STOCK, id) });

async function sheetWithItsRecord() {
  const made = await knownSet(stockSet("p224-tool-pbe"), {
    scheme: "p224",
    threshold: 3,
    total: 5,
  });
  const [card] = made.cards.filter(isWhole);
  if (card === undefined) throw new Error("no card");
  const sheet = await cardSheet(
    card,
    { label: "Root key" },
    { paper: "a4", date: new Date("2026-11-24T12:00:00Z"), program: "test" },
  );
  return [
    { name: "photo.png", bytes: png(render(sheet.expose(), { dpi: 150 })) },
    { name: "record.json", bytes: formatRecord(made.record) },
  ];
}

test("in Firefox, a set of the stock tool opens, and the picture of a printed sheet is read", async () => {
  const page = await FirefoxPage.open();
  await page.give(stockPbe, ...[1, 3, 5].map(stockCard));
  const stock = await page.checked();
  expect(stock.verdict).not.toContain("NOT RIGHT");
  expect(stock.opens.join()).toContain(STOCK.kcvHex.toUpperCase());
  expect(stock.findings.length).toBeGreaterThan(2);
  expect(stock.findings.filter((line) => line.startsWith("WRONG"))).toEqual([]);

  await page.firefox.click("#forget");
  expect(await page.count("#given > li")).toBe(0);
  await page.give(...(await sheetWithItsRecord()));
  const { findings } = await page.checked();
  expect(findings.filter((line) => line.startsWith("WRONG"))).toEqual([]);
  expect(findings).toContainEqual(
    expect.stringMatching(/^proven .*photo\.png \(card 1\): belongs to the set/),
  );
});

test("in Firefox, one wrong digit in a quorum does not open the file", async () => {
  const page = await FirefoxPage.open();
  const [first, ...others] = [1, 3, 5].map(stockCard);
  if (first === undefined) throw new Error("no card");
  const wrong = first.bytes.replace(/.\n$/, (end) => (end[0] === "0" ? "1\n" : "0\n"));
  await page.give(stockPbe, { ...first, bytes: wrong }, ...others);
  const { verdict, opens } = await page.checked();
  expect(verdict).toContain("NOT RIGHT");
  expect(opens).toEqual([]);
});

test("in Firefox, its policy lets it reach nobody, and nothing typed is kept for another session", async () => {
  const page = await FirefoxPage.open([
    expect.stringMatching(/blocked .* \(connect-src\) at https:\/\/elsewhere\.invalid\//),
    expect.stringContaining("nobody caught it"),
  ]);
  const outcome = await page.firefox.inPage(
    `return fetch("https://elsewhere.invalid/").then(() => "reached", () => "refused")`,
  );
  expect(outcome).toBe("refused");
  await page.firefox.inPage(`setTimeout(() => { throw new Error("nobody caught it"); })`);
  // What stands in any other field, Firefox writes into its profile, to restore it after a crash.
  expect(await page.count("input[autocomplete=off]")).toBeGreaterThan(1);
  expect(await page.count("input:not([autocomplete=off], [type=file])")).toBe(0);
});
