import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatCardString, formatRecord, isWhole, rowsOf } from "@dkek/ceremony";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { checked, focused, give, openPage, resultOf } from "../support/auditor-page.js";
import { keyBackup, keyBlob } from "../support/key-backups.js";
import { knownSet } from "../support/known-set.js";
import { film, photographed, qrPicture } from "../support/pictures.js";
import { stockLines, stockSet } from "../support/stock-sets.js";

const STOCK = stockSet("shares-3of5");
const P224 = stockSet("p224-tool-pbe");
const stockPbe = { name: "dkek.pbe", bytes: Buffer.from(STOCK.pbeHex, "hex") };

/** Presses Tab until something has the focus; a person who sees would not need to count either. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${id}`);
}

async function enter(page: Page, line: string): Promise<void> {
  await page.keyboard.insertText(line);
  await page.keyboard.press("Enter");
}

test("with the keyboard alone: cards typed row by row, corrected, scanned, and checked", async () => {
  const { page } = await openPage();
  const made = await knownSet(P224, { scheme: "p224", threshold: 3, total: 5 });
  const [first, second, third] = made.cards.filter(isWhole);
  if (first === undefined || second === undefined || third === undefined) throw new Error("few");
  await give(
    page,
    { name: "dkek.pbe", bytes: made.pbe },
    { name: "record.json", bytes: formatRecord(made.record) },
  );
  const rows = rowsOf(first, first.about.set)
    .filter(({ part }) => part !== "prime")
    .flatMap((part) => part.rows);
  const [firstRow = ""] = rows;

  await tabTo(page, "row");
  await enter(page, "1");
  const mistyped = firstRow.replace(/[0-9a-f]/, (digit) => (digit === "0" ? "1" : "0"));
  await enter(page, mistyped);
  const trouble = page.locator("#row-trouble");
  await expect.poll(() => trouble.innerText()).toContain("igit 1");
  expect(await page.locator("#row").getAttribute("aria-invalid")).toBe("true");
  // What was refused is selected: the next line takes its place.
  for (const row of rows) await enter(page, row);
  await expect.poll(() => page.locator("#given > li.card").count()).toBe(1);

  // A scanner types wherever the focus is; and each card counts once.
  await enter(page, formatCardString(second));
  await enter(page, formatCardString(second));
  await expect.poll(() => trouble.innerText()).toContain("already in");
  await enter(page, formatCardString(third));
  await expect.poll(() => page.locator("#given > li.card").count()).toBe(3);

  await tabTo(page, "check");
  await page.keyboard.press("Enter");
  const { verdict, findings } = await resultOf(page);
  expect(verdict).toContain("nothing is wrong");
  expect(findings.join("\n")).toContain("typed card 1 (card 1): belongs to the set");
  // Whoever can't see the result stands before it all the same.
  expect(await focused(page)).toBe("result-title");

  // A scanner types there as well, and at a button, which its Enter would press.
  const rest = made.cards.filter(isWhole).slice(3);
  for (const [nth, card] of rest.entries()) {
    if (nth > 0) await page.locator("#forget").focus();
    await page.keyboard.type(formatCardString(card));
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#given > li.card").count()).toBe(4 + nth);
  }
});

test("neither a file that comes in nor a language takes what is half typed; forgetting does", async () => {
  const { page } = await openPage();
  await give(page, stockPbe);
  const row = page.locator("#row");
  await row.fill("2");
  await row.press("Enter");
  const { primeDisplayed = "" } = STOCK;
  await row.fill(primeDisplayed);
  await row.press("Enter");
  await row.fill("3c:21");
  await page.locator("#more summary").click();
  await page.locator("#kcv").fill(STOCK.kcvHex.slice(0, 4));
  await page.locator("#password").fill("half");
  const question = () => page.locator(".question").innerText();
  const asked = await question();
  await give(page, { name: "card-1.txt", bytes: stockLines(STOCK, 1) });
  await page.getByRole("button", { name: "Remove: dkek.pbe" }).click();
  expect(await focused(page)).not.toBe("files");
  await page.getByRole("button", { name: "Remove: card-1.txt" }).click();
  expect(await focused(page)).toBe("files");
  expect(await page.locator("#said").innerText()).toBe("card-1.txt: removed.");
  expect(await question()).toBe(asked);
  for (const language of ["de", "en"]) await page.locator(`#speak-${language}`).click();
  expect(await question()).toBe(asked);
  const fields = () =>
    Promise.all(["row", "kcv", "password"].map((id) => page.locator(`#${id}`).inputValue()));
  expect(await fields()).toEqual(["3c:21", STOCK.kcvHex.slice(0, 4), "half"]);
  expect(await page.locator("#kcv").isVisible()).toBe(true);
  await page.locator("#check").click();
  expect(await page.locator("#check-trouble").innerText()).toContain("16 hex digits");
  expect(await page.locator("#kcv").getAttribute("aria-invalid")).toBe("true");
  await page.locator("#forget").click();
  expect(await fields()).toEqual(["", "", ""]);
  expect(await question()).not.toBe(asked);
});

test("nothing typed is answered with what the page has, which is no way to quit", async () => {
  const { page } = await openPage();
  await page.locator("#row").press("Enter");
  expect(await page.locator("#row-trouble").innerText()).toContain("type back or skip if");
});

test("the lines of a card are pasted as one, and another card's are refused", async () => {
  const { page } = await openPage();
  const paste = (text: string) =>
    page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", ${JSON.stringify(text)});
      document.getElementById("row").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }`);
  await paste(stockLines(STOCK, 2));
  await expect
    .poll(() => page.locator("#given > li.card").allInnerTexts())
    .toEqual([expect.stringContaining("typed card 2")]);
  const trouble = page.locator("#row-trouble");
  await paste(stockLines(STOCK, 2));
  await expect.poll(() => trouble.innerText()).toContain("already in");
  await page.locator("#speak-de").click();
  await paste("Lieber Kollege,\nnein.");
  await expect.poll(() => trouble.innerText()).toContain("keine lesbare Karte");
});

test("in German all of the page, but for what stands on cards", async () => {
  const { page } = await openPage();
  await page.locator("#speak-de").click();
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  await page.locator("#row").fill("300");
  await page.keyboard.press("Enter");
  expect(await page.locator("#row-trouble").innerText()).toContain("Zahl von 1 bis 255");
  const [first, second] = [1, 2].map((id) => ({ name: `${id}.txt`, bytes: stockLines(STOCK, id) }));
  if (first === undefined || second === undefined) throw new Error("few");
  await give(
    page,
    first,
    second,
    { name: "brief.txt", bytes: "Lieber Kollege," },
    { name: "key.bin", bytes: keyBackup(keyBlob(Buffer.alloc(32), "aes")).subarray(0, 100) },
    { name: "sheet.pdf", bytes: "%PDF-1.7" },
  );
  const [id, value] = stockLines(STOCK, 3).split("\n").slice(1);
  for (const line of [id, value]) await enter(page, line?.replace(/^.*?: /, "") ?? "");
  const { verdict, findings } = await checked(page);
  expect(verdict).toContain("NICHT IN ORDNUNG");
  expect(findings.length).toBeGreaterThan(1);
  expect(findings.join("\n")).toContain("key.bin: Sie ließe sich nicht wiederherstellen.");
  expect(await page.locator("body").innerText()).not.toMatch(/\b(the|cards?|check|this|of|is)\b/i);
});

test("a card comes from a camera that sees its code", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dkek-camera-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const made = await knownSet(P224, { scheme: "p224", threshold: 3, total: 5 });
  const card = made.cards.filter(isWhole)[2];
  if (card === undefined) throw new Error("no card");
  // A film of one picture, which Chromium takes for what a camera sees.
  const seen = join(folder, "seen.y4m");
  writeFileSync(seen, film(photographed(qrPicture(formatCardString(card), 6))));
  const { page } = await openPage({
    args: [
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${seen}`,
    ],
  });
  await page.getByRole("button", { name: "Use the camera" }).click();
  await expect
    .poll(() => page.locator("#given > li.card").allInnerTexts(), { timeout: 30_000 })
    .toEqual([expect.stringContaining("scanned card 3")]);
  // It has seen enough, and looks no longer.
  expect(await page.locator("video").isVisible()).toBe(false);
});

test("a camera that is asked for twice is switched off as one", async () => {
  const { page } = await openPage({
    args: ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
  });
  await page.evaluate(`{
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    globalThis.streams = [];
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      streams.push(stream);
      return stream;
    };
  }`);
  await page.evaluate(`{
    const camera = [...document.querySelectorAll("button")]
      .find(({ textContent }) => textContent === "Use the camera");
    camera.click();
    camera.click();
  }`);
  const stop = page.getByRole("button", { name: "Stop the camera" });
  await stop.click();
  const camera = page.getByRole("button", { name: "Use the camera" });
  await camera.waitFor();
  const live = () =>
    page.evaluate(`streams.flatMap((stream) => stream.getTracks())
    .filter(({ readyState }) => readyState === "live").length`);
  expect(await live()).toBe(0);

  // Nor does it look on when all is forgotten, or when it is unplugged.
  await camera.click();
  await stop.waitFor();
  await page.locator("#forget").click();
  await camera.waitFor();
  expect(await live()).toBe(0);
  await camera.click();
  await stop.waitFor();
  await page.evaluate(`streams.at(-1).getTracks()[0].dispatchEvent(new Event("ended"))`);
  await camera.waitFor();
  expect(await page.locator("video").isVisible()).toBe(false);
});

test.each(["h1", "html"])("files are dropped anywhere on the page: %s", async (place) => {
  const { page } = await openPage();
  const wasTaken = await page.evaluate(`{
    const given = new DataTransfer();
    given.items.add(new File([${JSON.stringify(stockLines(STOCK, 4))}], "dropped.txt"));
    const drop = { bubbles: true, cancelable: true, dataTransfer: given };
    const place = document.querySelector("${place}");
    // One that is not taken, the browser opens.
    [new DragEvent("dragover", drop), new DragEvent("drop", drop)].every(
      (event) => !place.dispatchEvent(event));
  }`);
  expect(wasTaken).toBe(true);
  await expect
    .poll(() => page.locator("#given > li").allInnerTexts())
    .toEqual([expect.stringContaining("dropped.txt")]);
});
