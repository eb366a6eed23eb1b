// One card against its record, the whole process, as a custodian starts it, taking turns with the
// least that Node can do:
//
//   dkek verify --record record.json --card card.txt   against   node -e 0
//
// A p224 set with the threshold 16: 16 commitments to read. No .pbe, no quorum, no waiting.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createSet, formatCardText, formatRecord } from "@dkek/ceremony";
import { inlineEngine } from "@dkek/dkek-file";
import { median } from "./median.mjs";

const ROUNDS = 15;
const THRESHOLD = 16;
/** At most so often node's time. */
const LIMIT = 6;

const DKEK = fileURLToPath(new URL("../packages/cli/bin/dkek.js", import.meta.url));

/**
 * @typedef {object} Result
 * @property {string} what
 * @property {number} ratio
 * @property {number} limit
 */

/** @returns {Promise<Result[]>} */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), "dkek-bench-"));
  try {
    return [await cardAgainstNode(await layOut(folder))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Its .pbe would not open, for the derivation is cut short: it is not looked at here.
 *
 * @param {string} folder
 * @returns {Promise<string[]>} the arguments that name record and card
 */
async function layOut(folder) {
  const [record, path] = [join(folder, "record.json"), join(folder, "card.txt")];
  const made = await createSet(
    { scheme: "p224", threshold: THRESHOLD, total: THRESHOLD },
    { engine: inlineEngine({ iterations: 3 }), program: "bench" },
  );
  const [card] = made.cards;
  if (card === undefined) throw new Error("no card");
  writeFileSync(record, formatRecord(made.record));
  writeFileSync(path, formatCardText(card));
  made[Symbol.dispose]();
  return ["--record", record, "--card", path];
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Result>}
 */
async function cardAgainstNode(args) {
  const times = { ours: /** @type {number[]} */ ([]), node: /** @type {number[]} */ ([]) };
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await timed([DKEK, "verify", ...args]);
    if (!ours.stdout.includes("its value and blinding are right"))
      throw new Error("the card was not proven");
    times.ours.push(ours.milliseconds);
    times.node.push((await timed(["-e", "0"])).milliseconds);
  }
  const [ours, node] = [median(times.ours), median(times.node)];
  console.log(`dkek verify, one card ${ours.toFixed(0)} ms; node -e 0 ${node.toFixed(0)} ms`);
  return { what: "dkek verify, one card / node -e 0, time", ratio: ours / node, limit: LIMIT };
}

/**
 * A whole process, from start to end.
 *
 * @param {readonly string[]} args
 * @returns {Promise<{ stdout: string, milliseconds: number }>}
 */
async function timed(args) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  return { stdout, milliseconds: performance.now() - start };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { what, ratio, limit } of await run()) {
    console.log(`${what}: ${ratio.toFixed(3)} (limit ${limit})`);
    if (ratio > limit) process.exitCode = 1;
  }
}
