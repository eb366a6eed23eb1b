// The sheets of a whole set's cards, one after the other, in a process of its own:
//
//   node bench/sheets.bench.mjs
//
// A sheet of a large set must not take longer than one of a small set, nor may the sheets gather in
// memory; fonts are read once. Between two sheets other events have their turn, such as progress.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { argv, execPath, resourceUsage, stderr, stdout } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { median } from "./median.mjs";

const FEW = 15;
const MANY = 255;
const ROUNDS = 3;
/** Times, memory, the longest time without a turn for other events, and files of fonts. */
const LIMITS = { ratio: 1.3, megabytes: 300, silence: 250, fonts: 3 };

/**
 * @typedef {object} Result
 * @property {string} what
 * @property {number} ratio
 * @property {number} limit
 */

/**
 * @typedef {object} Drawn
 * @property {number} milliseconds a sheet
 * @property {number} megabytes at the peak
 * @property {number} silence in milliseconds
 * @property {number} fonts how many times a file of a font was read
 */

/** @returns {Promise<Result[]>} */
export async function run() {
  /** @type {{ few: Drawn[], many: Drawn[] }} */
  const drawn = { few: [], many: [] };
  for (let round = 0; round < ROUNDS; round++) {
    drawn.few.push(inProcessOfItsOwn(FEW));
    drawn.many.push(inProcessOfItsOwn(MANY));
  }
  const few = median(drawn.few.map(({ milliseconds }) => milliseconds));
  const many = median(drawn.many.map(({ milliseconds }) => milliseconds));
  const most = (/** @type {"megabytes" | "silence" | "fonts"} */ what) =>
    Math.max(...drawn.many.map((result) => result[what]));
  console.log(
    `a sheet of ${FEW}: ${few.toFixed(1)} ms, of ${MANY}: ${many.toFixed(1)} ms; ${most("megabytes").toFixed(0)} MB`,
  );
  return [
    { what: `a sheet of ${MANY} / of ${FEW}, time`, ratio: many / few, limit: LIMITS.ratio },
    { what: "peak memory in MB", ratio: most("megabytes"), limit: LIMITS.megabytes },
    { what: "longest wait for other events in ms", ratio: most("silence"), limit: LIMITS.silence },
    { what: "files of fonts read", ratio: most("fonts"), limit: LIMITS.fonts },
  ];
}

/**
 * @param {number} count
 * @returns {Drawn}
 */
function inProcessOfItsOwn(count) {
  const args = [fileURLToPath(import.meta.url), `${count}`];
  const child = spawnSync(execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.status !== 0) throw new Error(`drawing ${count} sheets failed`);
  return JSON.parse(child.stdout);
}

/**
 * Draws the sheets of a set with so many cards.
 *
 * @param {number} count
 * @returns {Promise<Drawn>}
 */
async function draw(count) {
  const fontsRead = countFontsRead();
  const { cardSheet } = await import("@dkek/print");
  const cards = await cardsOfASet(count);
  const options = { paper: /** @type {const} */ ("a4"), date: new Date(), program: "bench" };
  // What the compiler learns first is not to be charged to the few.
  for (const card of cards.slice(0, FEW)) (await cardSheet(card, {}, options)).wipe();

  const waits = watchWaits();
  const start = performance.now();
  for (const [place, card] of cards.entries()) {
    const pdf = await cardSheet(card, { label: "bench", custodian: `No. ${card.id}` }, options);
    pdf.wipe();
    if (stderr.isTTY) stderr.write(`\r${place + 1} of ${count} `);
  }
  const milliseconds = (performance.now() - start) / count;
  if (stderr.isTTY) stderr.write("\r");
  return {
    milliseconds,
    megabytes: resourceUsage().maxRSS / 1024,
    silence: waits(),
    fonts: fontsRead(),
  };
}

/**
 * Their .pbe would not open, for the derivation is cut short.
 *
 * @param {number} total
 */
async function cardsOfASet(total) {
  const { createSet, isWhole } = await import("@dkek/ceremony");
  const { inlineEngine } = await import("@dkek/dkek-file");
  const { cards } = await createSet(
    { scheme: "p224", threshold: 3, total },
    { engine: inlineEngine({ iterations: 3 }), program: "bench" },
  );
  return cards.filter(isWhole);
}

/** Has to be called before anything is imported that reads fonts. */
function countFontsRead() {
  let count = 0;
  const { readFileSync } = fs;
  // @ts-expect-error: one function for all its overloads
  fs.readFileSync = (path, ...rest) => {
    if (/\.(ttf|otf|woff2?|afm)$/.test(String(path))) count++;
    return readFileSync(path, ...rest);
  };
  syncBuiltinESMExports();
  return () => count;
}

/** The longest time between two turns of a timer, in milliseconds, until it is asked for. */
function watchWaits() {
  let [last, longest] = [performance.now(), 0];
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(turn, 1);
  return () => {
    clearInterval(timer);
    turn();
    return longest;
  };
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  const [, , count] = argv;
  if (count !== undefined) {
    stdout.write(JSON.stringify(await draw(Number(count))));
  } else {
    for (const { what, ratio, limit } of await run()) {
      console.log(`${what}: ${ratio.toFixed(3)} (limit ${limit})`);
      if (ratio > limit) process.exitCode = 1;
    }
  }
}
