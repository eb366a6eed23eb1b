import { derivationDied } from "../pbe-engine.js";
import { startThread, turnAwayFrom } from "../worker-thread.js";
import type { SearchBatch, SearchReport, SearchSetup } from "./search-job.js";

/** One worker thread of a search. */
export interface SearchThread {
  /**
   * Tries passwords, which are the thread's from then on; one batch at a time.
   *
   * @param onProgress gets the fraction of the batch that is done.
   * @returns the place of the one that opens the file; undefined if none does.
   * @throws {PbeError} `derivation-failed`; what `onProgress` throws.
   */
  tryAll(batch: SearchBatch, onProgress: (fraction: number) => void): Promise<number | undefined>;
  end(): Promise<void>;
}

export function startSearchThread(file: URL, setup: SearchSetup): SearchThread {
  const worker = startThread(file, "dkek-search", setup);
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
          if (report.kind === "done") return resolve(report.right);
          try {
            onProgress(report.fraction);
          } catch (error) {
            reject(error);
          }
        });
        worker.postMessage(
          batch,
          batch.map(({ buffer }) => buffer as ArrayBuffer),
        );
      }),
    end: async () => {
      turnAwayFrom(worker);
      await worker.terminate();
    },
  };
}
