// One unknown digit at an unknown place in a quorum of sc-hsm-tool, three of five cards without a record, found
// in the worst case: `dkek rescue`, the whole process, against what 40 imports with the stock tool take,
// which is how often somebody could try a digit by hand in that time.
//
// The worst case is the wrong digit whose right one comes last of all: sought by going through the search
// without deriving anything. Needs Debian's opensc, pcscd and vsmartcard-vpcd, and root for the PC/SC daemon.
//
//   sudo node bench/rescue-digit.bench.mjs

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setIdOf } from "@dkek/ceremony";
import { Candidates, passwordOf, readDamagedCard, wavesOf } from "@dkek/ceremony/rescue";
import { PcscDaemon } from "@dkek/virtual-hsm";
import { median } from "./median.mjs";
import { stockImport, withHsms } from "./stock-import.mjs";
import { layOutStockQuorum } from "./stock-quorum.mjs";
import { timed } from "./timed.mjs";

const STOCK_ROUNDS = 3;
const STOCK_IMPORTS = 40;
/** At most as long as so many imports. */
const LIMIT = 1;

const DKEK = fileURLToPath(new URL("../packages/cli/bin/dkek.js", import.meta.url));

/** @returns {Promise<{ what: string, ratio: number, limit: number }[]>} */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), "dkek-bench-"));
  const daemon = await PcscDaemon.start({ readers: 1 });
  try {
    const quorum = layOutStockQuorum(folder);
    const times = [];
    for (let round = 0; round < STOCK_ROUNDS; round++) {
      times.push(await withHsms(daemon, 1, (readers) => stockImport(quorum, readers)));
    }
    const imports = STOCK_IMPORTS * median(times);
    const { path, text, before } = worstDigit(quorum);
    writeFileSync(path, text);
    const args = [DKEK, "rescue", quorum.pbe, "--json", "--card", ...quorum.cards];
    const { stdout, milliseconds } = await timed(process.execPath, args);
    if (JSON.parse(stdout).kcv !== quorum.kcv) throw new Error(`dkek rescue: ${stdout}`);
    console.log(
      `${before} other passwords first: dkek ${seconds(milliseconds)}, ${STOCK_IMPORTS} imports with sc-hsm-tool ${seconds(imports)}`,
    );
    const what = `rescue of one digit at worst / ${STOCK_IMPORTS} imports with sc-hsm-tool, time`;
    return [{ what, ratio: milliseconds / imports, limit: LIMIT }];
  } finally {
    await daemon.stop();
    rmSync(folder, { recursive: true });
  }
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(0)} s`;
}

/**
 * The wrong digit that is found last.
 *
 * @param {import("./stock-quorum.mjs").StockQuorum} quorum
 * @returns {{ path: string, text: string, before: number }} the card, what it then says, and how many other
 * passwords are tried first
 */
function worstDigit({ pbe, cards, passwordHex }) {
  const setId = setIdOf(readFileSync(pbe));
  const texts = cards.map((path) => readFileSync(path, "utf8"));
  let worst = { path: "", text: "", before: -1 };
  for (const [nth, path] of cards.entries()) {
    for (const text of withOneDigitWrong(texts[nth] ?? "")) {
      const readings = texts.with(nth, text).map((card) => readDamagedCard(card, path));
      const before = passwordsBefore({ setId, readings }, passwordHex);
      if (before > worst.before) worst = { path, text, before };
    }
  }
  return worst;
}

/**
 * @param {string} text
 * @returns {Generator<string>}
 */
function* withOneDigitWrong(text) {
  const start = text.indexOf("Share value: ") + "Share value: ".length;
  for (let at = start; at < text.trimEnd().length; at++) {
    if (text[at] === ":") continue;
    for (const digit of "0123456789abcdef") {
      if (digit !== text[at]) yield text.slice(0, at) + digit + text.slice(at + 1);
    }
  }
}

/**
 * @param {import("@dkek/ceremony/rescue").RescueMaterial} material
 * @param {string} passwordHex
 * @returns {number}
 */
function passwordsBefore(material, passwordHex) {
  const candidates = new Candidates(material);
  let before = 0;
  for (const wave of wavesOf(material)) {
    for (const candidate of candidates.of(wave)) {
      if (candidate === undefined) continue;
      const password = Buffer.from(passwordOf(candidate).expose()).toString("hex");
      if (password === passwordHex) return before;
      before += 1;
    }
  }
  throw new Error("the password is no candidate");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { what, ratio, limit } of await run()) {
    console.log(`${what}: ${ratio.toFixed(3)} (limit ${limit})`);
    if (ratio > limit) process.exitCode = 1;
  }
}
