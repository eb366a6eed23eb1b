import { parentPort, workerData } from "node:worker_threads";
import { type DerivationJob, type DerivationReport, secretsOf, workOf } from "./derivation-job.js";

// The file that a worker thread runs: one job, then it ends. Never imported.

const REPORT_EVERY_MS = 50;

const job = workerData as DerivationJob;
const work = workOf(job);
let reported = performance.now();
let step = work.next();
// The work has its own copies by now.
for (const secret of secretsOf(job)) secret.fill(0);
while (!step.done) {
  const now = performance.now();
  if (step.value === 1 || now - reported >= REPORT_EVERY_MS) {
    report({ kind: "progress", fraction: step.value });
    reported = now;
  }
  step = work.next();
}
report({ kind: "done", result: step.value }, step.value && [step.value.buffer as ArrayBuffer]);

function report(message: DerivationReport, handedOver: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handedOver);
}
