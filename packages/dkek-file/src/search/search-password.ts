import { availableParallelism } from "node:os";
import type { SecretBytes } from "@dkek/foundation";
import { abortedError, type EngineOptions, iterationsOf } from "../pbe-engine.js";
import type { PbeFile } from "../pbe-file.js";
import { bestKernel, type Kernel, lanesOf } from "./md5-chains.js";
import { Pulled } from "./pulled.js";
import { type SearchThread, startSearchThread } from "./search-thread.js";

/** How a search goes. */
export interface SearchOptions extends EngineOptions {
  /** 1 or more; as many as the machine runs at once, if absent. */
  readonly threads?: number;
  /** For tests and measurements: which kernel, if not the fastest. */
  readonly kernel?: Kernel;
  /** Called a few times a second; what it throws ends the search. */
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Ends the search; it then rejects with `derivation-aborted`. */
  readonly signal?: AbortSignal;
  /** For tests alone: what a worker thread runs. */
  readonly workerFile?: URL;
}

export interface SearchProgress {
  /** The first so many passwords were all tried, none left out: never less than before. */
  readonly settled: number;
  /** How many passwords' worth of work is done, with fractions. */
  readonly worked: number;
}

/**
 * Finds the password of a `.pbe` file among very many, in worker threads, several at once in each. Only two
 * digests of each are worked out, which show whether it is right.
 *
 * @param passwords taken as they are needed, a few hundred ahead at the most; each is wiped once it
 *   is handed over. 1 byte or more each.
 * @returns the place of the one that opens the file, from 0; undefined if none does.
 * @throws {PbeError} `password-empty`, `derivation-aborted` or `derivation-failed`; what `passwords` and
 *   `onProgress` throw.
 */
export async function searchPassword(
  pbe: PbeFile,
  passwords: Iterable<SecretBytes> | AsyncIterable<SecretBytes>,
  options: SearchOptions = {},
): Promise<number | undefined> {
  const { threads = availableParallelism(), kernel = bestKernel(), onProgress, signal } = options;
  const setup = { pbe: pbe.bytes, iterations: iterationsOf(options), kernel };
  const file = options.workerFile ?? new URL("./search-worker.js", import.meta.url);
  const lanes = lanesOf(kernel);
  const running = new Set<SearchThread>();
  const batches = new Batches();
  using pulled = new Pulled(passwords, threads * lanes);
  let right: number | undefined;

  /** One thread's whole life. */
  async function work(): Promise<void> {
    let thread: SearchThread | undefined;
    while (right === undefined) {
      const taken = await pulled.take(lanes, threads);
      if (taken.length === 0) return;
      const batch = batches.begin(taken.length);
      thread ??= startSearchThread(file, setup);
      running.add(thread);
      const found = await thread.tryAll(handedOver(taken), (fraction) => {
        batch.fraction = fraction;
        onProgress?.(batches.progress());
      });
      if (found !== undefined) {
        right = batch.start + found;
        return;
      }
      batches.end(batch);
      onProgress?.(batches.progress());
    }
  }

  try {
    await new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(abortedError());
      signal?.addEventListener("abort", () => reject(abortedError()), { once: true });
      const works = Array.from({ length: threads }, async () => {
        await work();
        // The others need not come to their ends.
        if (right !== undefined) resolve();
      });
      Promise.all(works).then(() => resolve(), reject);
    });
    return right;
  } finally {
    await Promise.all([...running].map((thread) => thread.end()));
  }
}

interface Batch {
  readonly start: number;
  readonly length: number;
  fraction: number;
}

/** Which passwords are being tried, and which were. */
class Batches {
  readonly #open = new Set<Batch>();
  #begun = 0;

  begin(length: number): Batch {
    const batch = { start: this.#begun, length, fraction: 0 };
    this.#begun += length;
    this.#open.add(batch);
    return batch;
  }

  end(batch: Batch): void {
    this.#open.delete(batch);
  }

  progress(): SearchProgress {
    const open = [...this.#open];
    const left = open.reduce((sum, { length, fraction }) => sum + length * (1 - fraction), 0);
    return {
      settled: Math.min(this.#begun, ...open.map(({ start }) => start)),
      worked: this.#begun - left,
    };
  }
}

/** Copies to hand over to a thread; the passwords themselves are wiped. */
function handedOver(passwords: readonly SecretBytes[]): Uint8Array[] {
  const copies = passwords.map((password) => Uint8Array.from(password.expose()));
  for (const password of passwords) password.wipe();
  return copies;
}
