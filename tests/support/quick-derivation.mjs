// For tests alone: `node --import …/quick-derivation.mjs packages/cli/bin/dkek.js …` is the built program with
// 1,000 iterations in its key derivation instead of 10,000,000. It knows nothing of it, and its files are of
// no use to anything else. All its derivations are done by worker threads, which are told how many iterations
// there are. With `?iterations=N` behind its name it is N instead of 1,000.
import { syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";
import { quickened } from "./quick-iterations.mjs";

const wanted = new URL(import.meta.url).searchParams.get("iterations");
const iterations = wanted === null ? undefined : Number(wanted);

threads.Worker = class extends threads.Worker {
  /**
   * @param {string | URL} file
   * @param {import("node:worker_threads").WorkerOptions} [options]
   */
  constructor(file, options = {}) {
    super(file, quickened(options, iterations));
  }
};
syncBuiltinESMExports();
