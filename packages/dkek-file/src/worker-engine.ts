import type { Worker } from "node:worker_threads";
import { type DerivationJob, type DerivationReport, secretsOf } from "./derivation-job.js";
import { jobEngine } from "./job-engine.js";
import {
  abortedError,
  type DerivationOptions,
  derivationDied,
  type EngineOptions,
  type PbeEngine,
} from "./pbe-engine.js";
import { derivationWorker } from "./worker-files.js";
import { startThread, turnAwayFrom } from "./worker-thread.js";

/** How a worker engine works, for all its files. */
export interface WorkerEngineOptions extends EngineOptions {
  /** For tests alone: what a worker thread runs. */
  readonly workerFile?: URL;
}

/**
 * An engine that runs each derivation in a worker thread of its own, so that several go side by side
 * and an abort ends one at once. A thread lives no longer than its derivation, and keeps the process
 * alive no longer either.
 *
 * The thread wipes the password and what it derives from it. The memory of one that was ended by an
 * abort is given back to the system as it is.
 */
export function workerEngine(options: WorkerEngineOptions = {}): PbeEngine {
  const file = options.workerFile ?? derivationWorker;
  return jobEngine((job, derivation) => run(file, job, derivation), options);
}

function run(
  file: URL,
  job: DerivationJob,
  { onProgress, signal }: DerivationOptions = {},
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(file, job, signal);

    function settle(): void {
      signal?.removeEventListener("abort", abort);
      turnAwayFrom(worker);
    }
    function end(reason: unknown): void {
      settle();
      void worker.terminate().then(() => reject(reason));
    }
    function abort(): void {
      end(abortedError());
    }

    signal?.addEventListener("abort", abort, { once: true });
    worker.on("message", (report: DerivationReport) => {
      if (report.kind === "done") {
        settle();
        worker.unref();
        resolve(report.result);
        return;
      }
      try {
        onProgress?.(report.fraction);
      } catch (error) {
        end(error);
      }
    });
    worker.on("error", (cause) => end(derivationDied(cause)));
    worker.on("exit", () => end(derivationDied()));
  });
}

/** Starts the thread with the job, whose secrets are handed over or, if that fails, wiped. */
function startWorker(file: URL, job: DerivationJob, signal: AbortSignal | undefined): Worker {
  const secrets = secretsOf(job);
  try {
    if (signal?.aborted) throw abortedError();
    const handedOver = secrets.map((secret) => secret.buffer as ArrayBuffer);
    return startThread(file, "dkek-derivation", job, handedOver);
  } catch (error) {
    for (const secret of secrets) secret.fill(0);
    throw error;
  }
}
