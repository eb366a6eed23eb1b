import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type GivenFile, PAGE, STORED } from "./auditor-page.js";
import { Marionette } from "./marionette.js";

/** A derivation, on a computer that does other things as well. */
const PATIENCE = { timeout: 60_000 };

/** Has the browser write down what pages ask of the network, which is not what it asks itself. */
const WATCH = `window.asked = [];
Services.obs.addObserver((subject) => {
  const { loadInfo, URI } = subject.QueryInterface(Ci.nsIChannel);
  if (!loadInfo.triggeringPrincipal.isSystemPrincipal) window.asked.push(URI.spec);
}, "http-on-modify-request");`;

/** What a page without a policy is seen to ask for. A watch that sees nothing would prove nothing. */
const SEEN = "https://nobody.invalid/";

/** What the browser's console holds of the page and its workers: what broke its policy, and errors. */
const COMPLAINTS = `return Services.console.getMessageArray()
  .filter((entry) => entry instanceof Ci.nsIScriptError)
  .filter(({ sourceName }) => /^(file|blob):/.test(sourceName))
  .map(({ errorMessage }) => errorMessage);`;

/** The auditor's page, opened from its file in Debian's Firefox. */
export class FirefoxPage {
  readonly firefox: Marionette;

  private constructor(firefox: Marionette) {
    this.firefox = firefox;
  }

  /**
   * Opens it with a profile of its own; afterwards it must have kept to itself.
   *
   * @param expected complaints that the test itself has brought about.
   */
  static async open(expected: readonly unknown[] = []): Promise<FirefoxPage> {
    const firefox = await Marionette.start({ "intl.accept_languages": "en-GB" });
    const page = new FirefoxPage(firefox);
    await firefox.inBrowser(WATCH);
    await firefox.open(`data:text/html,<!doctype html><img src="${SEEN}">`);
    await expect.poll(() => page.asked(), PATIENCE).toContain(SEEN);
    await firefox.open(PAGE.href);
    await expect.poll(() => page.count("#check"), PATIENCE).toBe(1);
    onTestFinished(async () => {
      expect(await firefox.inPage(`return ${STORED}`)).toEqual([]);
      expect(new Set(await page.asked())).toEqual(new Set([SEEN]));
      await expect.poll(() => page.complaints(), PATIENCE).toEqual(expected);
    }, 2 * PATIENCE.timeout);
    return page;
  }

  /** Addresses that pages asked for, over the network. */
  private asked(): Promise<string[]> {
    return this.firefox.inBrowser("return window.asked;");
  }

  private complaints(): Promise<string[]> {
    return this.firefox.inBrowser(COMPLAINTS);
  }

  count(selector: string): Promise<number> {
    return this.firefox.inPage(
      `return document.querySelectorAll(${JSON.stringify(selector)}).length`,
    );
  }

  async texts(selector: string): Promise<string[]> {
    const texts = await this.firefox.inPage<string[]>(
      `return [...document.querySelectorAll(${JSON.stringify(selector)})].map((it) => it.innerText)`,
    );
    return texts.map((text) => text.replace(/\s+/g, " "));
  }

  /** Chooses files, and waits until they all lie there. */
  async give(...files: readonly GivenFile[]): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "dkek-given-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const paths = files.map(({ name, bytes }) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    });
    const before = await this.count("#given > li");
    await this.firefox.type("#files", paths.join("\n"));
    await expect.poll(() => this.count("#given > li"), PATIENCE).toBe(before + files.length);
  }

  /** Has everything checked; returns the verdict, the line that tells what opens, and what was found. */
  async checked(): Promise<{ verdict: string; opens: string[]; findings: string[] }> {
    await this.firefox.click("#check");
    await expect.poll(() => this.count("#result-title"), PATIENCE).toBe(1);
    const [verdict = ""] = await this.texts("#result-title");
    return {
      verdict,
      opens: await this.texts("#result .opens"),
      findings: await this.texts("#result .findings > li"),
    };
  }
}
