// The whole program, as people start it, against what it replaces, taking turns:
//
//   dkek verify   against   sc-hsm-tool --import-dkek-share    of the same file and cards
//   dkek --help   against   node -e 0
//
// The stock tool imports into a virtual HSM, because it can't do without one; ours needs none. Needs
// Debian's opensc, pcscd and vsmartcard-vpcd, and root for the PC/SC daemon.
//
//   sudo node bench/program.bench.mjs

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { SecretBytes } from "@dkek/foundation";
import { SmartCardHsm } from "@dkek/hsm";
import { directChannel, PcscDaemon, plugIn, requireVirtual, VirtualHsm } from "@dkek/virtual-hsm";
import { median } from "./median.mjs";

const ROUNDS = 5;
const HELP_ROUNDS = 15;
/** At most so much of the stock tool's time, of node's, and of memory. */
const LIMITS = { verify: 0.33, help: 3, verifyMegabytes: 120 };

const DKEK = fileURLToPath(new URL("../packages/cli/bin/dkek.js", import.meta.url));
const { sets } = JSON.parse(
  readFileSync(new URL("../tests/vectors/pbe.json", import.meta.url), "utf8"),
);
const SET = sets.find((/** @type {{ name: string }} */ { name }) => name === "shares-3of5");
const SHARES = [0, 2, 4].map((place) => SET.shares[place]);

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
  const pbe = join(folder, "set.pbe");
  writeFileSync(pbe, Buffer.from(SET.pbeHex, "hex"));
  const cards = SHARES.map(({ id, valueDisplayed }) => {
    const path = join(folder, `card-${id}.txt`);
    writeFileSync(
      path,
      `Prime: ${SET.primeDisplayed}\nShare ID: ${id}\nShare value: ${valueDisplayed}\n`,
    );
    return path;
  });
  const typed = `${SET.primeDisplayed}\n${SHARES.map(({ id, valueDisplayed }) => `\n${id}\n${valueDisplayed}\n`).join("")}`;

  const daemon = await PcscDaemon.start({ readers: 1 });
  try {
    return await takeTurns(daemon, pbe, cards, typed);
  } finally {
    await daemon.stop();
  }
}

/**
 * @param {PcscDaemon} daemon
 * @param {string} pbe
 * @param {readonly string[]} cards
 * @param {string} typed what the stock tool gets on its standard input
 * @returns {Promise<Result[]>}
 */
async function takeTurns(daemon, pbe, cards, typed) {
  const [reader] = daemon.readers;
  if (reader === undefined) throw new Error("no reader");
  const times = { ours: /** @type {number[]} */ ([]), stock: /** @type {number[]} */ ([]) };
  let megabytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await timed(process.execPath, [DKEK, "verify", pbe, "--card", ...cards]);
    must(ours.stdout.includes(SET.kcvHex.toUpperCase()), "dkek verify");
    times.ours.push(ours.milliseconds);
    megabytes = Math.max(megabytes, ours.megabytes);

    const hsm = new VirtualHsm();
    await initialise(hsm);
    const plug = await plugIn(hsm, reader);
    await plug.poweredOn;
    const args = ["--reader", reader.name, "--import-dkek-share", pbe, "--pwd-shares-total", "3"];
    const stock = await timed("sc-hsm-tool", args, typed);
    must(stock.stdout.includes(SET.kcvHex.toUpperCase()), "sc-hsm-tool");
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

/** @param {VirtualHsm} hsm */
async function initialise(hsm) {
  const client = new SmartCardHsm(directChannel(hsm));
  requireVirtual(await client.status());
  const soPin = SecretBytes.own(Buffer.from("57621880"));
  const userPin = SecretBytes.own(Buffer.from("648219"));
  await client.initialise({ soPin, userPin, dkekShares: 1 });
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
 * A whole process, from start to end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} [stdin]
 * @returns {Promise<{ stdout: string, milliseconds: number, megabytes: number }>} peak memory: the
 * highest that was seen, looking every 25 ms
 */
async function timed(program, args, stdin = "") {
  const start = performance.now();
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, TERM: "dumb" },
  });
  child.stdin.on("error", () => {}).end(stdin);
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  let megabytes = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      megabytes = Math.max(megabytes, Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has ended in between.
    }
  }, 25);
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  clearInterval(look);
  return { stdout, milliseconds: performance.now() - start, megabytes };
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
