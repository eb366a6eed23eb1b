import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../run.mjs";

const PATIENCE_MS = 60_000;
const SESSION = "dkek-screens";

/** The built program. */
export const DKEK = join(root, "packages", "cli", "bin", "dkek.js");

/** A person at a terminal of 80 by 24, in tmux, and the pictures that are taken of it. */
export class Terminal {
  /** The working folder: what is in it at the end is thrown away. */
  folder = mkdtempSync(join(tmpdir(), "dkek-screens-"));

  /** Lines of Markdown. @type {string[]} */
  page = [];

  /**
   * Begins a command of `dkek`, without a printer.
   *
   * @param {string} args
   */
  run(args) {
    const place = "CUPS_SERVER=/nowhere LANG=C.UTF-8 LC_ALL=C.UTF-8";
    const command = `cd ${this.folder} && ${place} ${process.execPath} ${DKEK} ${args}`;
    tmux("new-session", "-d", "-s", SESSION, "-x", "80", "-y", "24", `${command}; sleep 60`);
  }

  screen() {
    return tmux("capture-pane", "-p", "-t", SESSION).trimEnd();
  }

  /** @param {string} text and Enter */
  type(text) {
    if (text !== "") tmux("send-keys", "-t", SESSION, "-l", text);
    this.press("Enter");
  }

  /** @param {string[]} keys as tmux calls them */
  press(...keys) {
    tmux("send-keys", "-t", SESSION, ...keys);
  }

  /** @param {string} text */
  async until(text) {
    for (
      const end = Date.now() + PATIENCE_MS;
      !this.screen().replace(/\s+/g, " ").includes(text);
    ) {
      if (Date.now() > end) throw new Error(`never saw "${text}" in:\n${this.screen()}`);
      await sleep(50);
    }
    await sleep(150);
  }

  /**
   * @param {string} question a part of it
   * @param {string} text what is answered
   */
  async answer(question, text) {
    await this.until(question);
    this.type(text);
  }

  /**
   * @param {string} title
   * @param {string} text what it shows when it is there
   */
  async take(title, text) {
    await this.until(text);
    const shown = this.screen().replaceAll(this.folder, ".");
    this.page.push(`### ${title}`, "", "```text", shown, "```", "");
  }

  /** Ends whatever still runs, and wipes the folder. */
  end() {
    try {
      tmux("kill-session", "-t", SESSION);
    } catch {
      // It has ended by itself.
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} args
 * @returns {string}
 */
function tmux(...args) {
  return execFileSync("tmux", ["-L", SESSION, ...args], { encoding: "utf8" });
}
