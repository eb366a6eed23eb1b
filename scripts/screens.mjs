// Takes the screens of docs/SCREENS.md: walks through the guided ceremonies in tmux, 80 by 24, as people
// would. After a build, and with tmux: node scripts/screens.mjs
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";
import { create } from "./screens/create.mjs";
import { reissue } from "./screens/reissue.mjs";
import { Terminal } from "./screens/terminal.mjs";

const page = [
  "# Screens of the guided ceremonies",
  "",
  "A terminal of 80 by 24, taken from tmux by `scripts/screens.mjs`. Specimens: the sets on these screens are gone, and",
  "open nothing.",
  "",
  "## A new set: `dkek create`",
  "",
  ...(await screensOf(create)),
  "## A card for a new custodian: `dkek reissue set/dkek.pbe --recreate 2 --custodian Hedy`",
  "",
  ...(await screensOf(reissue)),
];
writeFileSync(join(root, "docs", "SCREENS.md"), `${page.join("\n").trimEnd()}\n`);

/**
 * @param {(terminal: Terminal) => Promise<void>} ceremony
 * @returns {Promise<string[]>} lines of Markdown
 */
async function screensOf(ceremony) {
  const terminal = new Terminal();
  try {
    await ceremony(terminal);
    return terminal.page;
  } finally {
    terminal.end();
  }
}
