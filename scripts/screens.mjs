// Takes the screens of docs/SCREENS.md: walks through the guided ceremony in tmux, 80 by 24, as people
// would. After a build, and with tmux: node scripts/screens.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./run.mjs";

const PATIENCE_MS = 60_000;
const SESSION = "dkek-screens";
const dkek = join(root, "packages", "cli", "bin", "dkek.js");
const folder = mkdtempSync(join(tmpdir(), "dkek-screens-"));

/** @type {string[]} */
const page = [
  "# Screens of the guided ceremony",
  "",
  "`dkek create` at a terminal of 80 by 24, taken from tmux by `scripts/screens.mjs`. A specimen: the set on these",
  "screens was never finished, and opens nothing.",
  "",
];

try {
  const command = `cd ${folder} && CUPS_SERVER=/nowhere LANG=C.UTF-8 LC_ALL=C.UTF-8 ${process.execPath} ${dkek} create`;
  tmux("new-session", "-d", "-s", SESSION, "-x", "80", "-y", "24", `${command}; sleep 60`);
  await take("It says what will happen, and what is needed.", "Is everybody ready?");
  type("");
  await until("What is the set for?");
  type("SPECIMEN");
  await until("How many cards");
  type("5");
  await until("must come together");
  type("1");
  await take("Settings; one card alone is refused.", "is no shared secret");
  tmux("send-keys", "-t", SESSION, "BSpace");
  type("3");
  await until("A new folder");
  type("root-ca");
  await take("What they mean, in plain words.", "Is this what you want?");
  type("yes");
  await until("Go on all the same?");
  type("");
  for (const name of ["Ada", "Grace", "Edsger", "Barbara"]) {
    await until("Custodian of card");
    type(name);
    await until(name);
  }
  await until("Custodian of card 5");
  await take("The names, while the file is being sealed.", "Custodian of card 5");
  type("Zoë");
  await take("Are they right? A single one can be given anew.", "Are all names right?");
  type("yes");
  await take("Then each custodian alone.", "Now only Ada looks");
  type("");
  await take("Without a printer the card is shown, and copied onto a form.", "copy everything");
  const row = /^ 1 {3}(\S+ \S+ \(\S+\))/m.exec(screen())?.[1] ?? "";
  type("");
  await until("Value row 1 of 7");
  type(row.replace(/^./, (digit) => (digit === "0" ? "8" : "0")));
  await take("Read back from the paper: a digit was miscopied.", "! ");
  tmux("send-keys", "-t", SESSION, "C-u");
  tmux("send-keys", "-t", SESSION, "C-c");
  await take("Stopped: nothing is left, but papers to destroy.", "this set is void");
} finally {
  try {
    tmux("kill-session", "-t", SESSION);
  } catch {
    // It has ended by itself.
  }
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(join(root, "docs", "SCREENS.md"), `${page.join("\n").trimEnd()}\n`);

/**
 * @param {string[]} args
 * @returns {string}
 */
function tmux(...args) {
  return execFileSync("tmux", ["-L", SESSION, ...args], { encoding: "utf8" });
}

function screen() {
  return tmux("capture-pane", "-p", "-t", SESSION).trimEnd();
}

/** @param {string} text and Enter */
function type(text) {
  if (text !== "") tmux("send-keys", "-t", SESSION, "-l", text);
  tmux("send-keys", "-t", SESSION, "Enter");
}

/** @param {string} text */
async function until(text) {
  for (const end = Date.now() + PATIENCE_MS; !screen().replace(/\s+/g, " ").includes(text); ) {
    if (Date.now() > end) throw new Error(`never saw "${text}" in:\n${screen()}`);
    await sleep(50);
  }
  await sleep(150);
}

/**
 * @param {string} title
 * @param {string} text what it shows when it is there
 */
async function take(title, text) {
  await until(text);
  page.push(`## ${title}`, "", "```text", screen().replaceAll(folder, "."), "```", "");
}
