/**
 * Passwords a second that are tried on a .pbe file, on one core and on all: `searchPassword`, threads and
 * all, against
 *
 * - OpenSSL's EVP_BytesToKey, as sc-hsm-tool calls it (evp-candidate.c), in as many processes as cores:
 *   at least 9 times as many are asked for;
 * - `searchPassword` with the scalar kernel: at least 1.8 times.
 *
 * Taking turns; medians. Needs gcc and OpenSSL's headers (Debian's libssl-dev).
 *
 *     node bench/rescue.bench.mjs
 */
import { execFile } from "node:child_process";
import { createDecipheriv } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { parsePbe } from "@dkek/dkek-file";
import { searchPassword } from "@dkek/dkek-file/worker";
import { SecretBytes } from "@dkek/foundation";
import { median } from "./median.mjs";
import { STOCK_PBE, STOCK_SET } from "./stock-set.mjs";

const exec = promisify(execFile);

const ROUNDS = 3;
/** At least so many times as many passwords. */
const LIMITS = { openssl: 9, scalar: 1.8 };
/** For each thread: about as long as OpenSSL takes, so that other work on this machine slows all alike. */
const PASSWORDS = { simd: 36, scalar: 5 };
const SOURCE = new URL("evp-candidate.c", import.meta.url).pathname;

const PASSWORD = Buffer.from(STOCK_SET.passwordHex, "hex");
const PBE = parsePbe(STOCK_PBE);

/**
 * @returns {Promise<{ what: string, ratio: number, limit: number, ok: boolean }[]>} Ratios of passwords a
 *   second, ours to the others'.
 */
export async function run() {
  const folder = await mkdtemp(join(tmpdir(), "dkek-bench-"));
  try {
    const program = join(folder, "evp-candidate");
    await exec("gcc", ["-O2", "-o", program, SOURCE, "-lcrypto"]);
    const results = [];
    for (const cores of new Set([1, availableParallelism()])) {
      results.push(...(await onCores(program, cores)));
    }
    return results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {string} program
 * @param {number} cores
 */
async function onCores(program, cores) {
  const speeds = {
    simd: /** @type {number[]} */ ([]),
    scalar: /** @type {number[]} */ ([]),
    openssl: /** @type {number[]} */ ([]),
  };
  for (let round = 0; round < ROUNDS; round++) {
    speeds.simd.push(await searched("simd", cores));
    speeds.openssl.push(await derived(program, cores));
    speeds.scalar.push(await searched("scalar", cores));
  }
  const [simd, scalar, openssl] = [speeds.simd, speeds.scalar, speeds.openssl].map(median);
  if (!simd || !scalar || !openssl) throw new Error("nothing was measured");
  /** @param {number} speed */
  const shown = (speed) => `${speed.toFixed(3)} (${(speed / cores).toFixed(3)} a core)`;
  console.log(
    `passwords a second on ${cores} of ${availableParallelism()} cores: ` +
      `ours ${shown(simd)}, our scalar kernel ${shown(scalar)}, OpenSSL ${shown(openssl)}`,
  );
  return [
    compared(`passwords a second on ${cores} core(s), ours / OpenSSL`, simd / openssl, "openssl"),
    compared(`passwords a second on ${cores} core(s), ours / scalar`, simd / scalar, "scalar"),
  ];
}

/**
 * @param {string} what
 * @param {number} ratio
 * @param {"openssl" | "scalar"} other
 */
function compared(what, ratio, other) {
  const limit = LIMITS[other];
  console.log(`  ${what}: ${ratio.toFixed(2)} (limit ${limit})`);
  return { what, ratio, limit, ok: ratio >= limit };
}

/**
 * By ours: the right password is the last.
 *
 * @param {"simd" | "scalar"} kernel
 * @param {number} threads
 */
async function searched(kernel, threads) {
  const count = threads * PASSWORDS[kernel];
  const passwords = Array.from({ length: count }, (_, i) =>
    SecretBytes.copyOf(i === count - 1 ? PASSWORD : Buffer.from(`wrong ${i}`)),
  );
  const start = performance.now();
  const right = await searchPassword(PBE, passwords, { threads, kernel });
  const seconds = (performance.now() - start) / 1000;
  if (right !== count - 1) throw new Error("the password was not found");
  return count / seconds;
}

/**
 * By OpenSSL: one password in each process, which is the right one, so that it can be checked.
 *
 * @param {string} program
 * @param {number} processes
 */
async function derived(program, processes) {
  const args = [PASSWORD.toString("hex"), Buffer.from(PBE.salt).toString("hex")];
  const start = performance.now();
  const outputs = await Promise.all(Array.from({ length: processes }, () => exec(program, args)));
  const seconds = (performance.now() - start) / 1000;
  for (const { stdout } of outputs) {
    const [key = "", iv = ""] = stdout.trim().split(" ");
    const bytes = Buffer.from(key, "hex");
    const cipher = createDecipheriv("aes-256-cbc", bytes, Buffer.from(iv, "hex"));
    const share = Buffer.concat([cipher.update(PBE.ciphertext), cipher.final()]);
    if (share.toString("hex") !== STOCK_SET.dkekShareHex)
      throw new Error("OpenSSL's key does not open the file");
  }
  return processes / seconds;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const results = await run();
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}
