import { parentPort, workerData } from "node:worker_threads";
import { parsePbe } from "../pbe-file.js";
import type { SearchBatch, SearchReport, SearchSetup } from "./search-job.js";
import { tryWork } from "./try-work.js";

// The file that a worker thread of a search runs: one batch after the other. Never imported.

const REPORT_EVERY_MS = 100;

const { pbe, iterations, kernel } = workerData as SearchSetup;
const file = parsePbe(pbe);

parentPort?.on("message", (batch: SearchBatch) => {
  const work = tryWork(file, batch, iterations, kernel);
  let reported = performance.now();
  let step = work.next();
  while (!step.done) {
    const now = performance.now();
    if (now - reported >= REPORT_EVERY_MS) {
      report({ kind: "progress", fraction: step.value });
      reported = now;
    }
    step = work.next();
  }
  report({ kind: "done", right: step.value });
});

function report(message: SearchReport): void {
  parentPort?.postMessage(message);
}
