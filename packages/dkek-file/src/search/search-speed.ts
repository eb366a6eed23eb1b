import { PBE_ITERATIONS } from "../key-material.js";
import { derivationDied } from "../pbe-engine.js";
import { speedWorker } from "../worker-files.js";
import { startThread } from "../worker-thread.js";
import { bestKernel, type Kernel } from "./md5-chains.js";
import { type SearchOptions, threadsOf } from "./search-password.js";

/** What a wrong password costs: the first two digests. */
const HASHES_PER_PASSWORD = 2 * PBE_ITERATIONS;

/**
 * How many passwords a second `searchPassword` tries on this machine, if there are enough of them. All
 * threads are at work for about half a second, each of which measures itself.
 *
 * @throws {PbeError} `derivation-failed`.
 */
export async function searchSpeed(
  options: Pick<SearchOptions, "threads" | "kernel" | "workerFile"> = {},
): Promise<number> {
  const { kernel = bestKernel() } = options;
  const file = options.workerFile ?? speedWorker;
  const speeds = await Promise.all(
    Array.from({ length: threadsOf(options) }, () => hashesPerSecond(file, kernel)),
  );
  return speeds.reduce((sum, speed) => sum + speed, 0) / HASHES_PER_PASSWORD;
}

/** Of one thread, which ends by itself. */
function hashesPerSecond(file: URL, kernel: Kernel): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = startThread(file, "dkek-speed", kernel);
    worker.on("message", resolve);
    worker.on("error", (cause) => reject(derivationDied(cause)));
    worker.on("exit", () => reject(derivationDied()));
  });
}
