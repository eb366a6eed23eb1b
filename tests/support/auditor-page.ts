import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";

/** The auditor's page, as it was built. */
export const PAGE = new URL("../../packages/auditor/dist/verify.html", import.meta.url);

/** Whatever the browser itself would like to say to the world, it is not to. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// What runs in the browser is text: the types of a browser would get into all other tests as well.
const TELL_VIOLATIONS = `addEventListener("securitypolicyviolation", (event) =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI));`;

/**
 * What the page has left in the browser, of all that a page can: a promise of their names. Where a
 * browser refuses a page from a file even the looking, nothing can be there.
 */
export const STORED = `(async () => {
  const unlessRefused = (look) => look().catch((error) => {
    if (error.name === "SecurityError") return [];
    throw error;
  });
  return [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...document.cookie.split(";").filter((cookie) => cookie !== ""),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...(await unlessRefused(() => caches.keys())),
  ...(await unlessRefused(async () =>
    Array.fromAsync((await navigator.storage.getDirectory()).keys()))),
  ...(await unlessRefused(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope))),
  ];
})()`;

/** The page, opened from a file in the Chromium of the system, and everything that it did beside. */
export interface OpenedPage {
  readonly page: Page;
  /** Addresses that it asked for, but for its own file and its own workers. */
  readonly requests: readonly string[];
  /** What broke its Content-Security-Policy, and errors that nobody caught. */
  readonly complaints: string[];
}

/** Opens the page with a profile of its own; afterwards it must have kept to itself. */
export async function openPage(
  options: BrowserContextOptions & { readonly args?: readonly string[] } = {},
): Promise<OpenedPage> {
  const profile = mkdtempSync(join(tmpdir(), "dkek-page-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    locale: "en-GB",
    viewport: { width: 1000, height: 900 },
    ...options,
    args: [...ARGUMENTS, ...(options.args ?? [])],
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => {
    const url = request.url();
    if (url !== PAGE.href && !url.startsWith("blob:null/")) requests.push(url);
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.addInitScript(TELL_VIOLATIONS);
  onTestFinished(async () => {
    try {
      expect(await page.evaluate(STORED)).toEqual([]);
      expect(requests).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
  await page.goto(PAGE.href);
  await page.locator("#check").waitFor();
  return { page, requests, complaints };
}

/** A file as a person chooses it. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}

/** Chooses files, and waits until they all lie there. */
export async function give(page: Page, ...files: readonly GivenFile[]): Promise<void> {
  const before = await page.locator("#given > li").count();
  await page.locator("#files").setInputFiles(
    files.map(({ name, bytes }) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(bytes),
    })),
  );
  await page
    .locator("#given > li")
    .nth(before + files.length - 1)
    .waitFor();
}

/** Drops files, and presses a button before any of them is read. */
export async function dropAndPress(
  page: Page,
  files: readonly { readonly name: string; readonly bytes: string }[],
  button: string,
): Promise<void> {
  await page.evaluate(`{
    const given = new DataTransfer();
    for (const { name, bytes } of ${JSON.stringify(files)}) given.items.add(new File([bytes], name));
    document.querySelector("h1").dispatchEvent(
      new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given }));
    document.getElementById("${button}").click();
  }`);
}

/** The ID of what has the focus. */
export function focused(page: Page): Promise<string | undefined> {
  return page.evaluate("document.activeElement?.id");
}

/** Has everything checked; returns the verdict and what was found. */
export async function checked(page: Page): Promise<{ verdict: string; findings: string[] }> {
  await page.locator("#check").click();
  return resultOf(page);
}

/** Waits for the result that is to come. */
export async function resultOf(page: Page): Promise<{ verdict: string; findings: string[] }> {
  await page.locator("#result-title").waitFor({ timeout: 60_000 });
  const verdict = await page.locator("#result-title").innerText();
  const lines = await page.locator("#result .findings > li").allInnerTexts();
  return { verdict, findings: lines.map((line) => line.replace(/\s+/g, " ")) };
}
