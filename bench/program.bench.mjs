// The whole program, as people start it, against what it replaces, taking turns:
//
//   dkek verify   against   sc-hsm-tool --import-dkek-share    of the same file and cards
//   dkek --help   against   node -e 0
//
// The stock tool imports into a virtual HSM, because it can't do without one; ours needs none. Needs
// Debian's opensc, pcscd and vsmartcard-vpcd, and root for the PC/SC daemon.
//
//   sudo node bench/program.bench.mjs

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PcscDaemon, plugIn } from "@dkek/virtual-hsm";
import { median } from "./median.mjs";
import { layOutStockQuorum } from "./stock-quorum.mjs";
import { timed } from "./timed.mjs";
import { waitingHsm } from "./waiting-hsm.mjs";

const ROUNDS = 5;
const HELP_ROUNDS = 15;
/** At most so much of the stock tool's time, of node's, and of memory. */
const LIMITS = { verify: 0.33, help: 3, verifyMegabytes: 120 };

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
    return [...(await verifyAgainstImport(folder)), await helpAgainstNode()];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<Result[]>}
 */
async function verifyAgainstImport(folder) {
  const quorum = layOutStockQuorum(folder);
  const daemon = await PcscDaemon.start({ readers: 1 });
  try {
    return await takeTurns(daemon, quorum);
  } finally {
    await daemon.stop();
  }
}

/**
 * @param {PcscDaemon} daemon
 * @param {import("./stock-quorum.mjs").StockQuorum} quorum
 * @returns {Promise<Result[]>}
 */
async function takeTurns(daemon, { pbe, cards, typed, kcv }) {
  const [reader] = daemon.readers;
  if (reader === undefined) throw new Error("no reader");
  const times = { ours: /** @type {number[]} */ ([]), stock: /** @type {number[]} */ ([]) };
  let megabytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await timed(process.execPath, [DKEK, "verify", pbe, "--card", ...cards]);
    must(ours.stdout.includes(kcv), "dkek verify");
    times.ours.push(ours.milliseconds);
    megabytes = Math.max(megabytes, ours.megabytes);

    const hsm = await waitingHsm();
    const plug = await plugIn(hsm, reader);
    await plug.poweredOn;
    const args = ["--reader", reader.name, "--import-dkek-share", pbe, "--pwd-shares-total", "3"];
    const stock = await timed("sc-hsm-tool", args, typed);
    must(stock.stdout.includes(kcv), "sc-hsm-tool");
    times.stock.push(stock.milliseconds);
    await plug.unplug();
  }
  const [ours, stock] = [median(times.ours), median(times.stock)];
  console.log(
    `dkek verify ${ours.toFixed(0)} ms, ${megabytes.toFixed(0)} MB; sc-hsm-tool --import-dkek-share ${stock.toFixed(0)} ms`,
  );
  return [
    { what: "dkek verify / sc-hsm-tool import, time", ratio: ours / stock, limit: LIMITS.verify },
    { what: "dkek verify, peak memory in MB", ratio: megabytes, limit: LIMITS.verifyMegabytes },
  ];
}

/** @returns {Promise<Result>} */
async function helpAgainstNode() {
  const times = { ours: /** @type {number[]} */ ([]), node: /** @type {number[]} */ ([]) };
  for (let round = 0; round < HELP_ROUNDS; round++) {
    times.ours.push((await timed(process.execPath, [DKEK, "--help"])).milliseconds);
    times.node.push((await timed(process.execPath, ["-e", "0"])).milliseconds);
  }
  const [ours, node] = [median(times.ours), median(times.node)];
  console.log(`dkek --help ${ours.toFixed(0)} ms; node -e 0 ${node.toFixed(0)} ms`);
  return { what: "dkek --help / node -e 0, time", ratio: ours / node, limit: LIMITS.help };
}

/**
 * @param {boolean} condition
 * @param {string} what
 */
function must(condition, what) {
  if (!condition) throw new Error(`${what} did not show the right key check value`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { what, ratio, limit } of await run()) {
    console.log(`${what}: ${ratio.toFixed(3)} (limit ${limit})`);
    if (ratio > limit) process.exitCode = 1;
  }
}
