/**
 * The whole key derivation of a .pbe file, 30 million hashes: `workerEngine().open()`, thread and
 * all, against the same specialised chain in C (md5-chain.c) at -O3 -march=native, whose chains
 * alone are timed. Interleaved; medians. At most 1.15 times C's time is asked for.
 *
 *     node bench/derivation.bench.mjs
 */
import { execFile } from "node:child_process";
import { createDecipheriv, createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { PBE_ITERATIONS, parsePbe } from "@dkek/dkek-file";
import { workerEngine } from "@dkek/dkek-file/worker";
import { SecretBytes } from "@dkek/foundation";
import { median } from "./median.mjs";
import { STOCK_PBE, STOCK_SET } from "./stock-set.mjs";

const exec = promisify(execFile);

const ROUNDS = 5;
const LIMIT = 1.15;
const SOURCE = new URL("md5-chain.c", import.meta.url).pathname;

const PASSWORD = Buffer.from(STOCK_SET.passwordHex, "hex");
const PBE = parsePbe(STOCK_PBE);

/**
 * @returns {Promise<{ name: string, oursMs: number, cMs: number, ratio: number, limit: number, ok: boolean }>}
 *   Medians of the time for one derivation.
 */
export async function run() {
  const folder = await mkdtemp(join(tmpdir(), "dkek-bench-"));
  try {
    const program = join(folder, "md5-chain");
    await exec("gcc", ["-O3", "-march=native", "-o", program, SOURCE]);
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const c = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const here = await oursOnce();
      const there = await cOnce(program);
      if (!here.share.equals(there.share)) throw new Error("the two derivations differ");
      ours.push(here.ms);
      c.push(there.ms);
      console.log(`round ${round}: ours ${here.ms.toFixed(0)} ms, C ${there.ms.toFixed(0)} ms`);
    }
    const oursMs = median(ours);
    const cMs = median(c);
    const ratio = oursMs / cMs;
    console.log(
      `derivation: median ${oursMs.toFixed(0)} ms, C ${cMs.toFixed(0)} ms, ratio ${ratio.toFixed(3)} (limit ${LIMIT}), on ${availableParallelism()} cores`,
    );
    return { name: "derivation", oursMs, cMs, ratio, limit: LIMIT, ok: ratio <= LIMIT };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function oursOnce() {
  const password = SecretBytes.copyOf(PASSWORD);
  const start = performance.now();
  const share = await workerEngine().open(PBE, password);
  const ms = performance.now() - start;
  if (share === undefined) throw new Error("the file did not open");
  return { ms, share: Buffer.from(share.expose()) };
}

/** @param {string} program */
async function cOnce(program) {
  let digest = Buffer.alloc(0);
  const digests = [];
  let ms = 0;
  for (let i = 0; i < 3; i++) {
    const first = createHash("md5").update(digest).update(PASSWORD).update(PBE.salt).digest("hex");
    const { stdout } = await exec(program, [first, String(PBE_ITERATIONS - 1)]);
    const [hex = "", nanoseconds] = stdout.split(" ");
    ms += Number(nanoseconds) / 1e6;
    digest = Buffer.from(hex, "hex");
    digests.push(digest);
  }
  const key = Buffer.concat(digests);
  const cipher = createDecipheriv("aes-256-cbc", key.subarray(0, 32), key.subarray(32));
  return { ms, share: Buffer.concat([cipher.update(PBE.ciphertext), cipher.final()]) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { ok } = await run();
  process.exitCode = ok ? 0 : 1;
}
