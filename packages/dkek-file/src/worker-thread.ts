import { Worker } from "node:worker_threads";

/** Hashing needs next to no heap; V8 would reserve much more. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 };

/**
 * Starts a thread that gets nothing of the program's arguments, options and environment.
 *
 * @param handedOver - buffers of `data` that are moved there rather than copied
 */
export function startThread(
  file: URL,
  name: string,
  data?: unknown,
  handedOver: readonly ArrayBuffer[] = [],
): Worker {
  return new Worker(file, {
    name,
    workerData: data,
    transferList: [...handedOver],
    resourceLimits: RESOURCE_LIMITS,
    argv: [],
    execArgv: [],
    env: {},
  });
}

/** Nothing that the thread still says is heard, not even how it ends. */
export function turnAwayFrom(thread: Worker): void {
  thread.removeAllListeners();
  thread.on("error", () => {});
}
