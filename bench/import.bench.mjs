// From "quorum entered" to "imported and KCV compared", one HSM and four, taking turns:
//
//   dkek import --all-readers   against   sc-hsm-tool --import-dkek-share, once for each HSM, fed by a script
//
// Both are whole processes with the same file and cards, into virtual HSMs in readers of one PC/SC daemon.
// The stock tool derives the key for every HSM anew. Needs Debian's opensc, pcscd and vsmartcard-vpcd, and
// root for the PC/SC daemon.
//
//   sudo node bench/import.bench.mjs

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PcscDaemon } from "@dkek/virtual-hsm";
import { median } from "./median.mjs";
import { stockImport, withHsms } from "./stock-import.mjs";
import { layOutStockQuorum } from "./stock-quorum.mjs";
import { timed } from "./timed.mjs";

const ROUNDS = 3;
/** At most so much of the stock tool's time, by the number of HSMs. */
const LIMITS = new Map([
  [1, 0.4],
  [4, 0.13],
]);

const DKEK = fileURLToPath(new URL("../packages/cli/bin/dkek.js", import.meta.url));

/** @returns {Promise<{ what: string, ratio: number, limit: number }[]>} */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), "dkek-bench-"));
  const daemon = await PcscDaemon.start({ readers: Math.max(...LIMITS.keys()) });
  try {
    const quorum = layOutStockQuorum(folder);
    const results = [];
    for (const [hsms, limit] of LIMITS) {
      const times = { ours: /** @type {number[]} */ ([]), stock: /** @type {number[]} */ ([]) };
      for (let round = 0; round < ROUNDS; round++) {
        times.ours.push(await withHsms(daemon, hsms, () => ours(quorum, hsms)));
        times.stock.push(await withHsms(daemon, hsms, (readers) => stockImport(quorum, readers)));
      }
      const [mine, theirs] = [median(times.ours), median(times.stock)];
      console.log(
        `${hsms} HSM(s): dkek ${mine.toFixed(0)} ms, sc-hsm-tool ${theirs.toFixed(0)} ms`,
      );
      const what = `import into ${hsms} HSM(s), dkek / sc-hsm-tool, time`;
      results.push({ what, ratio: mine / theirs, limit });
    }
    return results;
  } finally {
    await daemon.stop();
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {import("./stock-quorum.mjs").StockQuorum} quorum
 * @param {number} hsms
 * @returns {Promise<number>} milliseconds
 */
async function ours({ pbe, cards, kcv }, hsms) {
  const args = [DKEK, "import", pbe, "--all-readers", "--json", "--card", ...cards];
  const { stdout, milliseconds } = await timed(process.execPath, args);
  const report = JSON.parse(stdout);
  const right = report.hsms.filter((/** @type {{ kcv: string }} */ hsm) => hsm.kcv === kcv);
  if (right.length !== hsms) throw new Error(`dkek import: ${stdout}`);
  return milliseconds;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { what, ratio, limit } of await run()) {
    console.log(`${what}: ${ratio.toFixed(3)} (limit ${limit})`);
    if (ratio > limit) process.exitCode = 1;
  }
}
