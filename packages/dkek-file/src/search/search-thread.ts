import { Worker } from "node:worker_threads";
import { derivationDied } from "../pbe-engine.js";
import type { SearchBatch, SearchReport, SearchSetup } from "./search-job.js";

/** One worker thread of a search. */
export interface SearchThread {
  /**
   * Tries passwords, which are the thread's from then on; one batch at a time.
   *
   * @param onProgress gets the fraction of the batch that is done.
   * @returns the place of the one that opens the file; undefined if none does.
   * @throws {PbeError} `derivation-failed`.
   */
  tryAll(batch: SearchBatch, onProgress: (fraction: number) => void): Promise<number | undefined>;
  end(): Promise<void>;
}

/** Next to no heap is needed; V8 would reserve much more. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 };

export function startSearchThread(file: URL, setup: SearchSetup): SearchThread {
  const worker = new Worker(file, {
    name: "dkek-search",
    workerData: setup,
    resourceLimits: RESOURCE_LIMITS,
    // Nothing of the program's arguments, options and environment is of use there.
    argv: [],
    execArgv: [],
    env: {},
  });
  let failed: Error | undefined;
  let fail = (error: Error): void => {
    failed = error;
  };
  worker.on("error", (cause) => fail(derivationDied(cause)));
  worker.on("exit", () => fail(derivationDied()));
  return {
    tryAll: (batch, onProgress) =>
      new Promise((resolve, reject) => {
        if (failed !== undefined) return reject(failed);
        fail = (error) => {
          failed = error;
          reject(error);
        };
        worker.removeAllListeners("message");
        worker.on("message", (report: SearchReport) => {
          if (report.kind === "progress") onProgress(report.fraction);
          else resolve(report.right);
        });
        worker.postMessage(
          batch,
          batch.map(({ buffer }) => buffer as ArrayBuffer),
        );
      }),
    end: async () => {
      worker.removeAllListeners();
      // What may come in once nobody listens is the end of a thread that is being ended.
      worker.on("error", () => {});
      await worker.terminate();
    },
  };
}
