// The pictures of the auditor's page in docs/auditor/: light and dark, English and German, and its report.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = new URL("../", import.meta.url);
const out = new URL("docs/auditor/", root);
const { sets } = JSON.parse(readFileSync(new URL("tests/vectors/pbe.json", root), "utf8"));
const stock = sets.find((/** @type {{ name: string }} */ set) => set.name === "shares-3of5");

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
mkdirSync(out, { recursive: true });
await checked("result.png", { colorScheme: "light", locale: "en-GB" }, (text) => text);
await checked("wrong.png", { colorScheme: "dark", locale: "de-DE" }, (text, id) =>
  // One digit of one card.
  id === 3 ? text.replace(/.\n$/, (end) => (end === "0\n" ? "1\n" : "0\n")) : text,
);
await typing();
await browser.close();

/**
 * @param {string} name
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(text: string, id: number) => string} spoil
 */
async function checked(name, options, spoil) {
  const page = await opened(options);
  const cards = [1, 3, 5].map((id) => ({
    name: `card-${id}.txt`,
    mimeType: "text/plain",
    buffer: Buffer.from(spoil(cardText(id), id)),
  }));
  await page.locator("#files").setInputFiles([pbe(), ...cards]);
  await page.locator("#given > li").nth(3).waitFor();
  await page.locator("#check").click();
  await page.locator("#result-title").waitFor();
  await taken(page, name, "#run-self-check");
  if (name === "result.png") await printed(page, "report");
  await page.context().close();
}

/**
 * The page down to a section that the picture need not show.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {string} part of that section
 */
async function taken(page, name, part) {
  const height = await page.evaluate(
    `scrollY + document.querySelector("${part}").closest("section").getBoundingClientRect().top`,
  );
  const clip = { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height: Number(height) };
  await page.screenshot({ path: fileURLToPath(new URL(name, out)), fullPage: true, clip });
}

/**
 * The report as it comes out of a printer.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function printed(page, name) {
  const input = await page.pdf({
    format: "A4",
    margin: { top: "18mm", left: "18mm", right: "18mm" },
  });
  const picture = fileURLToPath(new URL(name, out));
  execFileSync("pdftoppm", ["-r", "90", "-png", "-singlefile", "-", picture], { input });
}

async function typing() {
  const page = await opened({
    colorScheme: "light",
    locale: "de-DE",
    viewport: { width: 420, height: 800 },
  });
  await page.locator("#files").setInputFiles([pbe()]);
  await page.locator("#given > li").first().waitFor();
  for (const line of ["2", "dd3c2"]) {
    await page.locator("#row").fill(line);
    await page.keyboard.press("Enter");
  }
  await taken(page, "typing.png", "#check");
  await page.context().close();
}

/** @param {import("playwright-core").BrowserContextOptions} options */
async function opened(options) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(new URL("packages/auditor/dist/verify.html", root).href);
  await page.locator("#check").waitFor();
  return page;
}

function pbe() {
  return { name: "dkek.pbe", mimeType: "", buffer: Buffer.from(stock.pbeHex, "hex") };
}

/** @param {number} id */
function cardText(id) {
  const share = stock.shares.find((/** @type {{ id: number }} */ each) => each.id === id);
  return `Prime: ${stock.primeDisplayed}\nShare ID: ${id}\nShare value: ${share.valueDisplayed}\n`;
}
