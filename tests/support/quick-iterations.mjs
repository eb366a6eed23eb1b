/** How often a digest is hashed by the program that `quick-derivation.mjs` is loaded before. */
export const QUICK_ITERATIONS = 1000;

/** How often the program itself would have it done. */
const ITERATIONS = 10_000_000;

/** What the program calls the threads that derive. All others, such as the one that measures speed, do not. */
const DERIVING = ["dkek-derivation", "dkek-search"];

/**
 * What a thread is started with, told of fewer iterations if it derives.
 *
 * @template {import("node:worker_threads").WorkerOptions} Options
 * @param {Options} options
 * @param {number} [iterations]
 * @returns {Options}
 * @throws {Error} if it is not told of the iterations as it always was: then nothing would be quick.
 */
export function quickened(options, iterations = QUICK_ITERATIONS) {
  const { name = "", workerData } = options;
  if (!DERIVING.includes(name)) {
    if (workerData?.iterations === undefined) return options;
    throw new Error(`quick derivation: who knew that the thread "${name}" derives?`);
  }
  if (workerData?.iterations !== ITERATIONS) {
    throw new Error(
      `quick derivation: the thread "${name}" has ${workerData?.iterations} iterations`,
    );
  }
  return { ...options, workerData: { ...workerData, iterations } };
}
