import { SecretBytes } from "@dkek/foundation";
import {
  abortedError,
  checkPassword,
  checkSealed,
  type DerivationOptions,
  type EngineOptions,
  iterationsOf,
  type PbeEngine,
} from "./pbe-engine.js";
import { openWork, sealWork } from "./pbe-work.js";
import type { Work } from "./work.js";

/** Long enough that turning to other events costs little, short enough that nobody waits for them. */
const GIVE_WAY_AFTER_MS = 25;

/**
 * An engine that works in this thread, and gives way to other events about forty times a second. It
 * needs nothing of the platform but a timer.
 */
export function inlineEngine(options: EngineOptions = {}): PbeEngine {
  const iterations = iterationsOf(options);
  return {
    async open(pbe, password, derivation) {
      checkPassword(password);
      const share = await run(openWork(pbe, password.expose(), iterations), derivation);
      return share && SecretBytes.own(share);
    },
    async seal(share, password, salt, derivation) {
      checkSealed(share, password, salt);
      return await run(sealWork(share.expose(), password.expose(), salt, iterations), derivation);
    },
  };
}

async function run<Result>(
  work: Work<Result>,
  { onProgress, signal }: DerivationOptions = {},
): Promise<Result> {
  try {
    let resumed = performance.now();
    for (;;) {
      if (signal?.aborted) throw abortedError();
      const step = work.next();
      if (step.done) return step.value;
      onProgress?.(step.value);
      if (performance.now() - resumed > GIVE_WAY_AFTER_MS) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        resumed = performance.now();
      }
    }
  } catch (error) {
    // Lets the work wipe what it holds; it throws the same error again.
    work.throw(error);
    throw error;
  }
}
