/**
 * The check of a quorum in the auditor's page, from the button to the result, against the same under Node:
 * `audit()` with `workerEngine()`. Nearly all of it is one key derivation. Interleaved; medians. At most
 * 1.3 times Node's time is asked for. The page is opened from its file in Debian's Chromium.
 *
 *     node bench/page.bench.mjs
 */
import { audit, parseCardText } from "@dkek/ceremony";
import { parsePbe } from "@dkek/dkek-file";
import { workerEngine } from "@dkek/dkek-file/worker";
import { chromium } from "playwright-core";
import { median } from "./median.mjs";
import { STOCK_CARDS, STOCK_PBE, STOCK_SET } from "./stock-set.mjs";

const ROUNDS = 5;
const LIMIT = 1.3;
const root = new URL("../", import.meta.url);

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  await page.goto(new URL("packages/auditor/dist/verify.html", root).href);
  await page.locator("#files").setInputFiles([
    { name: "dkek.pbe", mimeType: "", buffer: STOCK_PBE },
    ...STOCK_CARDS.map((card, place) => ({
      name: `card-${place}.txt`,
      mimeType: "text/plain",
      buffer: Buffer.from(card),
    })),
  ]);
  await page.locator("#given > li").nth(STOCK_CARDS.length).waitFor();
  /** @type {number[]} */
  const there = [];
  /** @type {number[]} */
  const here = [];
  for (let round = 1; round <= ROUNDS; round++) {
    there.push(await inPage(page));
    here.push(await underNode());
    console.log(
      `round ${round}: page ${there.at(-1)?.toFixed(0)} ms, Node ${here.at(-1)?.toFixed(0)} ms`,
    );
  }
  const ratio = median(there) / median(here);
  console.log(
    `page ${median(there).toFixed(0)} ms, Node ${median(here).toFixed(0)} ms: ratio ${ratio.toFixed(2)} (at most ${LIMIT})`,
  );
  if (ratio > LIMIT) process.exitCode = 1;
} finally {
  await browser.close();
}

/** @param {import("playwright-core").Page} page */
async function inPage(page) {
  const found = page.locator("#result-title");
  const start = performance.now();
  await page.locator("#check").click();
  await found.waitFor();
  return performance.now() - start;
}

async function underNode() {
  const material = {
    pbes: [{ name: "dkek.pbe", it: parsePbe(STOCK_PBE) }],
    cards: STOCK_CARDS.map((card, place) => ({ name: `card-${place}`, it: parseCardText(card) })),
    records: [],
    backups: [],
  };
  const start = performance.now();
  const { sets } = await audit(material, workerEngine());
  if (sets[0]?.kcv !== STOCK_SET.kcvHex.toUpperCase()) throw new Error("not opened");
  return performance.now() - start;
}
