import { availableParallelism } from "node:os";
import type { SecretBytes } from "@dkek/foundation";
import { abortedError, type EngineOptions, iterationsOf } from "../pbe-engine.js";
import type { PbeFile } from "../pbe-file.js";
import { searchWorker } from "../worker-files.js";
import { bestKernel, type Kernel, lanesOf } from "./md5-chains.js";
import { Pulled } from "./pulled.js";
import { SearchLedger, type SearchProgress } from "./search-ledger.js";
import { type SearchThread, startSearchThread } from "./search-thread.js";

export type { SearchProgress } from "./search-ledger.js";

/** How a search goes. */
export interface SearchOptions extends EngineOptions {
  /** 1 or more; as many as the machine runs at once, if absent. */
  readonly threads?: number;
  /** For tests and measurements: which kernel, if not the fastest. */
  readonly kernel?: Kernel;
  /** Called a few times a second, and when all were tried; what it throws ends the search. */
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Ends the search; it then rejects with `derivation-aborted`. */
  readonly signal?: AbortSignal;
  /** For tests alone: what a worker thread runs. */
  readonly workerFile?: URL;
}

const TELL_EVERY_MS = 200;

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
  const { kernel = bestKernel(), onProgress, signal } = options;
  const threads = threadsOf(options);
  const setup = { pbe: pbe.bytes, iterations: iterationsOf(options), kernel };
  const file = options.workerFile ?? searchWorker;
  const lanes = lanesOf(kernel);
  const running = new Set<SearchThread>();
  const ledger = new SearchLedger();
  const pulled = new Pulled(passwords, threads * lanes);
  let right: number | undefined;
  let isOver = false;
  let abort = (): void => {};
  let told = performance.now();

  function tell(): void {
    told = performance.now();
    onProgress?.(ledger.progress);
  }
  function tellNowAndThen(): void {
    if (performance.now() - told >= TELL_EVERY_MS) tell();
  }

  /** One thread's whole life. */
  async function work(): Promise<void> {
    let thread: SearchThread | undefined;
    for (;;) {
      const taken = await pulled.take(lanes, threads);
      if (isOver) for (const password of taken) password.wipe();
      if (isOver || taken.length === 0) return;
      const batch = ledger.begin(taken.length);
      thread ??= startSearchThread(file, setup);
      running.add(thread);
      const found = await thread.tryAll(handedOver(taken), (fraction) => {
        batch.fraction = fraction;
        tellNowAndThen();
      });
      if (found !== undefined) {
        right = batch.start + found;
        return;
      }
      ledger.settle(batch);
      tellNowAndThen();
    }
  }

  try {
    await new Promise<void>((resolve, reject) => {
      if (signal?.aborted) throw abortedError();
      abort = () => reject(abortedError());
      signal?.addEventListener("abort", abort, { once: true });
      const works = Array.from({ length: threads }, async () => {
        await work();
        // The others need not come to their ends.
        if (right !== undefined) resolve();
      });
      Promise.all(works).then(() => resolve(), reject);
    });
    if (right === undefined) tell();
    return right;
  } finally {
    isOver = true;
    signal?.removeEventListener("abort", abort);
    pulled[Symbol.dispose]();
    await Promise.all([...running].map((thread) => thread.end()));
  }
}

/** @throws {RangeError} unless it is a positive integer: a mistake in the program. */
export function threadsOf({
  threads = availableParallelism(),
}: Pick<SearchOptions, "threads">): number {
  if (!Number.isSafeInteger(threads) || threads < 1) throw new RangeError(`${threads} threads`);
  return threads;
}

/** Copies to hand over to a thread; the passwords themselves are wiped. */
function handedOver(passwords: readonly SecretBytes[]): Uint8Array[] {
  const copies = passwords.map((password) => Uint8Array.from(password.expose()));
  for (const password of passwords) password.wipe();
  return copies;
}
