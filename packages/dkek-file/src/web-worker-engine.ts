import { type DerivationJob, type DerivationReport, secretsOf } from "./derivation-job.js";
import { doJob } from "./do-job.js";
import { jobEngine } from "./job-engine.js";
import {
  abortedError,
  type DerivationOptions,
  derivationDied,
  type EngineOptions,
  type PbeEngine,
} from "./pbe-engine.js";

/** What of a browser's `Worker` is used here: this package knows no browser's types. */
export interface WebWorker {
  // biome-ignore lint/suspicious/noExplicitAny: a browser's own type says so
  onmessage: ((event: any) => void) | null;
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  onerror: ((event: any) => void) | null;
  postMessage(message: unknown, handedOver: ArrayBuffer[]): void;
  terminate(): void;
}

/** What of a worker's own global scope is used here. */
export interface WebWorkerScope {
  // biome-ignore lint/suspicious/noExplicitAny: a browser's own type says so
  onmessage: ((event: any) => void) | null;
  postMessage(message: unknown, handedOver: ArrayBuffer[]): void;
}

/**
 * An engine that runs each derivation in a Web Worker of its own, which an abort ends at once.
 *
 * @param start a worker that calls {@link serveDerivation}.
 */
export function webWorkerEngine(start: () => WebWorker, options: EngineOptions = {}): PbeEngine {
  return jobEngine((job, derivation) => run(start, job, derivation), options);
}

/** The worker's side: does the one job that it is given. */
export function serveDerivation(scope: WebWorkerScope): void {
  scope.onmessage = ({ data }: { readonly data: DerivationJob }) => {
    doJob(data, (report, handedOver) => scope.postMessage(report, [...handedOver]));
  };
}

function run(
  start: () => WebWorker,
  job: DerivationJob,
  { onProgress, signal }: DerivationOptions = {},
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(start, job, signal);

    function settle(): void {
      signal?.removeEventListener("abort", abort);
      worker.onmessage = null;
      worker.onerror = null;
      worker.terminate();
    }
    function abort(): void {
      settle();
      reject(abortedError());
    }

    signal?.addEventListener("abort", abort, { once: true });
    worker.onmessage = ({ data: report }: { readonly data: DerivationReport }) => {
      if (report.kind === "done") {
        settle();
        resolve(report.result);
      } else {
        onProgress?.(report.fraction);
      }
    };
    worker.onerror = (cause) => {
      settle();
      reject(derivationDied(cause));
    };
  });
}

/** Starts the worker with the job, whose secrets are handed over or, if that fails, wiped. */
function startWorker(
  start: () => WebWorker,
  job: DerivationJob,
  signal: AbortSignal | undefined,
): WebWorker {
  const secrets = secretsOf(job);
  try {
    if (signal?.aborted) throw abortedError();
    const worker = start();
    worker.postMessage(
      job,
      secrets.map((secret) => secret.buffer as ArrayBuffer),
    );
    return worker;
  } catch (error) {
    for (const secret of secrets) secret.fill(0);
    throw error;
  }
}
