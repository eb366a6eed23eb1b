import { createHash } from "node:crypto";
import { formatCardString, formatCardText, formatRecord, isWhole } from "@dkek/ceremony";
import { cardSheet } from "@dkek/print";
import { expect, test } from "vitest";
import { checked, dropAndPress, focused, give, openPage } from "../support/auditor-page.js";
import { keyBackup, keyBlob } from "../support/key-backups.js";
import { knownSet } from "../support/known-set.js";
import { png } from "../support/pictures.js";
import { render } from "../support/poppler.js";
import { stockLines, stockSet } from "../support/stock-sets.js";

const STOCK = stockSet("shares-3of5");
const stockPbe = { name: "dkek.pbe", bytes: Buffer.from(STOCK.pbeHex, "hex") };
const stockCard = (id: number) => ({ name: `card-${id}.txt`, bytes: stockLines(STOCK, id) });

const P224 = stockSet("p224-tool-pbe");

async function p224Set() {
  const made = await knownSet(P224, { scheme: "p224", threshold: 3, total: 5 });
  return {
    pbe: { name: "dkek.pbe", bytes: made.pbe },
    record: { name: "record.json", bytes: formatRecord(made.record) },
    cards: made.cards.filter(isWhole),
  };
}

test("a set of the stock tool opens, and what can't be told of it is said", async () => {
  const { page } = await openPage();
  await give(page, stockPbe, ...[1, 3, 5].map(stockCard));
  const { verdict, findings } = await checked(page);
  expect(verdict).not.toContain("NOT RIGHT");
  expect(await page.locator("#result .opens").innerText()).toContain(STOCK.kcvHex.toUpperCase());
  expect(findings.length).toBeGreaterThan(2);
  expect(findings.filter((line) => line.startsWith("WRONG"))).toEqual([]);
});

test("a p224 set with its record, a key backup and the picture of a printed sheet", async () => {
  const { page } = await openPage();
  const { pbe, record, cards } = await p224Set();
  const [first, second, third] = cards;
  if (first === undefined || second === undefined || third === undefined) throw new Error("few");
  const sheet = await cardSheet(
    first,
    { label: "Root key" },
    {
      paper: "a4",
      date: new Date("2026-11-24T12:00:00Z"),
      program: "test",
    },
  );
  const picture = { name: "photo.png", bytes: png(render(sheet.expose(), { dpi: 150 })) };
  const backup = keyBackup(keyBlob(Buffer.from(P224.dkekShareHex, "hex"), "aes"));
  await give(page, picture, pbe, record, { name: "key.bin", bytes: backup });
  await give(
    page,
    ...[second, third].map((card) => ({ name: `${card.id}.txt`, bytes: formatCardText(card) })),
  );
  const { verdict, findings } = await checked(page);
  expect(findings.filter((line) => line.startsWith("WRONG"))).toEqual([]);
  for (const what of ["photo.png (card 1): belongs to the set", "key.bin"]) {
    expect(findings.some((line) => line.startsWith("proven") && line.includes(what))).toBe(true);
  }
  expect(verdict).toContain("nothing is wrong");
  expect(await page.locator("#result .opens").innerText()).toContain(P224.kcvHex.toUpperCase());
  const report = (await page.locator("#result .paper").allTextContents()).join("\n");
  const parts = [
    "Audit of DKEK shares",
    createHash("sha256").update(pbe.bytes).digest("hex"),
    "Chrome/",
    "Pedersen commitments",
    "AES-CMAC under the DKEK",
    "offline, without an HSM",
  ];
  for (const part of parts) expect(report).toContain(part);
  // On the screen: what nobody but the auditor can tell.
  expect(findings.filter((line) => line.startsWith("not proven")).length).toBe(1);
  expect(await page.locator("#result .open").innerText()).toContain("One line is not proven");

  await page.locator("#speak-de").click();
  const german = await page.locator("#result-title").innerText();
  expect(german).toContain("Nichts ist falsch");
  expect(await page.locator("#result .findings > li").count()).toBe(findings.length);
});

test("a wrong digit, a card of another set and a file that is none are each found wrong", async () => {
  const { page } = await openPage();
  const { pbe, record, cards } = await p224Set();
  const [card] = cards;
  if (card === undefined) throw new Error("no card");
  const [stranger] = (await p224Set()).cards;
  if (stranger === undefined) throw new Error("no card");
  const { about: _, ...bare } = card;
  // The lines that the stock tool prints have no check digits.
  const typed = formatCardText(bare).replace(/.\n$/, (end) => (end[0] === "0" ? "1\n" : "0\n"));
  await give(page, record, { name: "wrong.txt", bytes: typed });
  await give(page, { name: "foreign.txt", bytes: formatCardString(stranger) });
  await give(
    page,
    { name: "holiday.txt", bytes: "Dear all," },
    { name: "cut.pbe", bytes: pbe.bytes.subarray(0, 40) },
    { name: "turned\u202etxt", bytes: "Dear all," },
  );
  const { verdict, findings } = await checked(page);
  expect(verdict).toContain("NOT RIGHT");
  const wrong = findings.filter((line) => line.startsWith("WRONG")).join("\n");
  for (const name of ["foreign.txt", "holiday.txt", "cut.pbe"]) expect(wrong).toContain(name);
  // What is right has its own colour in a result that is wrong, and stands apart on a narrow screen.
  const colour = (what: string) =>
    page.evaluate(`getComputedStyle(document.querySelector("#result li.${what} .status")).color`);
  expect(await colour("proven")).not.toBe(await colour("wrong"));
  await page.setViewportSize({ width: 360, height: 740 });
  const line = page.locator("#result li.wrong").first();
  const mark = await line.locator(".status").boundingBox();
  const text = await line.locator(".text").boundingBox();
  expect(text?.y).toBeGreaterThanOrEqual((mark?.y ?? 0) + (mark?.height ?? 0));
  const name = page.locator("#given .name").first();
  const lineHeight = "parseFloat(getComputedStyle(document.body).lineHeight)";
  expect((await name.boundingBox())?.height).toBeLessThan(
    1.5 * (await page.evaluate<number>(lineHeight)),
  );
  // The focus is nothing for paper.
  await page.emulateMedia({ media: "print" });
  const outline = `getComputedStyle(document.getElementById("result-title")).outlineStyle`;
  expect(await page.evaluate(outline)).toBe("none");
  // No name may turn around what is said of it.
  expect(wrong).toContain("turned txt: ");
});

test("one wrong digit in a quorum does not open the file", async () => {
  const { page } = await openPage();
  const [first, ...others] = [1, 3, 5].map(stockCard);
  if (first === undefined) throw new Error("no card");
  const wrong = first.bytes.replace(/.\n$/, (end) => (end[0] === "0" ? "1\n" : "0\n"));
  await give(page, stockPbe, { ...first, bytes: wrong }, ...others);
  expect((await checked(page)).verdict).toContain("NOT RIGHT");
  expect(await page.locator("#result .opens").count()).toBe(0);
});

test("a derivation can be cancelled, and everything forgotten", async () => {
  const { page } = await openPage();
  await give(page, stockPbe, ...[1, 3, 5].map(stockCard));
  await page.locator("#check").press("Enter");
  // Whoever has only the keyboard still stands where they stood.
  expect(await focused(page)).toBe("check");
  await page.locator("#progress button").press("Enter");
  await page.getByText("Cancelled: nothing was checked.").waitFor();
  expect(await focused(page)).toBe("check");
  expect(await page.locator("#result").innerText()).toBe("");
  await page.locator("#forget").click();
  expect(await page.locator("#given > li").count()).toBe(0);
});

test("what is still being read when everything is forgotten does not come in after all", async () => {
  const { page } = await openPage();
  await dropAndPress(page, [1, 3, 5].map(stockCard), "forget");
  await give(page, stockCard(2));
  expect(await page.locator("#given > li").allInnerTexts()).toEqual([
    expect.stringContaining("card-2.txt"),
  ]);
});

test("what is still being read when the language changes is shown in the other one", async () => {
  const { page } = await openPage();
  await dropAndPress(page, [1, 3, 5].map(stockCard), "speak-de");
  await expect.poll(() => page.locator("#given > li").count()).toBe(3);
});

test("an earlier report alone is nothing to check", async () => {
  const { page } = await openPage();
  const earlier = { made: "2026-11-23T12:00:00Z", files: [] };
  await give(page, { name: "2026.json", bytes: JSON.stringify(earlier) });
  await page.locator("#check").click();
  await page.getByText("There is nothing to check yet").waitFor();
});

test("what is too large for anything but a picture is not read", async () => {
  const { page } = await openPage();
  await give(page, { name: "large.txt", bytes: Buffer.alloc(1024 * 1024 + 1, "a") });
  expect(await page.locator("#given > li").innerText()).toContain("too large");
});

test("the report names all that was given, and what of it is not proven", async () => {
  const { page } = await openPage();
  await give(page, stockPbe, { name: "letter.txt", bytes: "Dear all," });
  await page.locator("summary").first().click();
  await page.locator("#kcv").fill(STOCK.kcvHex);
  await page.locator("#password").fill("not this one");
  await checked(page);
  const rows = await page.locator("#result .paper table").first().locator("tbody tr").all();
  const cells = await Promise.all(rows.map((row) => row.locator("td").allTextContents()));
  expect(cells.slice(1)).toEqual([
    ["letter.txt", "can't be read"],
    ["a password", "secret: not hashed"],
    ["KCV that the auditor named", STOCK.kcvHex.toUpperCase()],
  ]);
  await page.locator("#forget").click();
  await give(page, stockCard(1), stockCard(3));
  await checked(page);
  expect(await page.locator("#result .open").innerText()).toBe(
    "Not proven: card-1.txt (card 1), card-3.txt (card 3)",
  );
});
