import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { checked, focused, give, openPage, PAGE } from "../support/auditor-page.js";
import { stockLines, stockSet } from "../support/stock-sets.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`);
}

const STOCK = stockSet("shares-3of5");
const stockPbe = { name: "dkek.pbe", bytes: Buffer.from(STOCK.pbeHex, "hex") };
const stockCard = (id: number) => ({ name: `card-${id}.txt`, bytes: stockLines(STOCK, id) });

test.each(["light", "dark"] as const)("axe finds nothing to object to, %s", async (colorScheme) => {
  const { page } = await openPage({ colorScheme });
  expect(await violations(page)).toEqual([]);
  await give(
    page,
    { name: "a.txt", bytes: stockLines(STOCK, 1) },
    { name: "b.txt", bytes: stockLines(STOCK, 2) },
    { name: "none.txt", bytes: "Dear all," },
  );
  await page.locator("#row").fill("300");
  await page.keyboard.press("Enter");
  await checked(page);
  expect(await violations(page)).toEqual([]);
});

test("the self-check is right", async () => {
  const { page } = await openPage();
  await page.locator("#run-self-check").click();
  await expect
    .poll(() => page.locator("#self-check-verdict").innerText(), { timeout: 100_000 })
    .toBe("The self-check is right.");
  expect(await page.locator("#self-check > li.proven").count()).toBe(7);
});

test("the self-check can be cancelled, and says nothing then", async () => {
  const { page } = await openPage();
  await page.locator("#run-self-check").press("Enter");
  await page.locator("#self-check-progress button").press("Enter");
  await expect
    .poll(() => page.locator("#self-check-verdict").innerText())
    .toBe("Cancelled: the self-check says nothing.");
  expect(await page.locator("#self-check > li").count()).toBe(0);
  expect(await focused(page)).toBe("run-self-check");
  await expect.poll(() => page.workers()).toEqual([]);
});

test("whatever goes wrong in it ends everything: no result, nothing left, and it says so", async () => {
  const { page, complaints } = await openPage();
  await give(page, stockPbe, ...[1, 3, 5].map(stockCard));
  await page.locator("#check").click();
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  // The second must not wipe away what was said of the first.
  await page.evaluate(`for (const nth of [1, 2]) {
    setTimeout(() => { throw new Error("the page's own, " + nth); });
  }`);
  const alert = page.locator("[role=alert]");
  await expect
    .poll(() => alert.allInnerTexts())
    .toEqual([expect.stringMatching(/must not happen/)]);
  await expect.poll(() => complaints.length).toBe(2);
  expect(await page.locator("body > *").count()).toBe(1);
  await expect.poll(() => page.workers()).toEqual([]);
  // These were asked for.
  expect(complaints.splice(0).join()).toMatch(/own, 1.*own, 2/);
});

test("the licences of what is in it go with it", async () => {
  const { page } = await openPage();
  await page.locator("#licences summary").click();
  const text = page.locator("#licences pre");
  await expect.poll(() => text.innerText()).toContain("zxing-cpp");
  for (const what of [
    "@noble/hashes",
    "@noble/ciphers",
    "@noble/curves",
    "valibot",
    "zxing-wasm",
  ]) {
    expect(await text.innerText()).toContain(what);
  }
  expect(await text.innerText()).toContain("Apache License");
  expect(await violations(page)).toEqual([]);
});

test("its policy lets no request out", async () => {
  const { page, complaints } = await openPage();
  const policy = await page
    .locator("meta[http-equiv='Content-Security-Policy']")
    .getAttribute("content");
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-/);
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toContain("'unsafe-eval'");
  const outcome = await page.evaluate(
    `fetch("http://127.0.0.1:9/").then(() => "reached", () => "refused")`,
  );
  expect(outcome).toBe("refused");
  await expect.poll(() => complaints.join("\n")).toContain("policy: connect-src");
  // These were asked for.
  complaints.length = 0;
});

test("what no policy forbids, nothing in it does: to go to another page, or WebRTC", async () => {
  const { page } = await openPage();
  const program = (await page.locator("#program").textContent()) ?? "";
  expect(program.length).toBeGreaterThan(100_000);
  expect(program).not.toMatch(
    /RTCPeerConnection|WebTransport|window\.open|location\.(assign|replace)|location(\.href)?=[^=]/,
  );
  expect(await page.locator("a, area, form[action], meta[http-equiv=refresh]").count()).toBe(0);
});

test("it is one file of less than 600 kB, and says so in a text that names no other", () => {
  const bytes = readFileSync(PAGE);
  expect(bytes.length).toBeLessThan(600_000);
  expect(bytes.toString("latin1")).not.toMatch(/\b(src|href)=/);
  // Firefox 115 drops the whole rule that it stands in.
  expect(bytes.includes(":has(")).toBe(false);
});
