import { type DerivationJob, type DerivationReport, secretsOf, workOf } from "./derivation-job.js";

const REPORT_EVERY_MS = 50;

/**
 * Does a job in this thread from beginning to end, and wipes its secrets.
 *
 * @param tell hears of progress now and then, and of the result at last, whose buffer is to be handed over.
 */
export function doJob(
  job: DerivationJob,
  tell: (report: DerivationReport, handedOver: readonly ArrayBuffer[]) => void,
): void {
  const work = workOf(job);
  let reported = performance.now();
  let step = work.next();
  // The work has its own copies by now.
  for (const secret of secretsOf(job)) secret.fill(0);
  while (!step.done) {
    const now = performance.now();
    if (step.value === 1 || now - reported >= REPORT_EVERY_MS) {
      tell({ kind: "progress", fraction: step.value }, []);
      reported = now;
    }
    step = work.next();
  }
  const { value } = step;
  tell({ kind: "done", result: value }, value === undefined ? [] : [value.buffer as ArrayBuffer]);
}
