import { parentPort, workerData } from "node:worker_threads";
import type { DerivationJob } from "./derivation-job.js";
import { doJob } from "./do-job.js";

// The file that a worker thread runs: one job, then it ends. Never imported.

doJob(workerData as DerivationJob, (report, handedOver) => {
  parentPort?.postMessage(report, handedOver);
});
