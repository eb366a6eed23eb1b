import { EXIT } from "../exit-status.js";
import { Interrupted } from "../interrupted.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * What comes sooner is the same Ctrl-C once more: npx hands it on to a program that has already had
 * it from the terminal.
 */
const AGAIN_MILLISECONDS = 300;

/** Runs a step that must not be ended half-way; see {@link Interrupt.uninterruptible}. */
export type Uninterruptible = <Result>(step: () => Promise<Result>) => Promise<Result>;

export interface Interrupt extends Disposable {
  /** Aborted by Ctrl-C and its like, with {@link Interrupted} as the reason. */
  readonly signal: AbortSignal;
  /**
   * Runs a step that changes an HSM to its end. A Ctrl-C meanwhile, however often, says that it has
   * to wait, and aborts {@link Interrupt.signal} once the step is over: its result comes back, so that
   * what was done can be reported.
   *
   * @throws {Interrupted} before the step, if that has been asked for already.
   */
  readonly uninterruptible: Uninterruptible;
}

/**
 * Turns Ctrl-C, a closed terminal or a polite kill into an {@link AbortSignal}, so that what is
 * half-made is cleared away on the way out. A second Ctrl-C ends the program at once, except in an
 * {@link Interrupt.uninterruptible} step.
 */
export function interruptSignal(): Interrupt {
  const controller = new AbortController();
  const { signal } = controller;
  let steps = 0;
  let waiting = false;
  let abortedAt = 0;

  const abort = (): void => {
    abortedAt = Date.now();
    controller.abort(new Interrupted());
  };
  const onSignal = (name: NodeJS.Signals): void => {
    if (steps > 0) {
      waiting = true;
      say("the HSM is being changed: wait, dkek stops after that");
    } else if (!signal.aborted) {
      abort();
    } else if (name === "SIGINT" && Date.now() - abortedAt >= AGAIN_MILLISECONDS) {
      say("ended at once; what was half-made may have been left behind");
      process.exit(EXIT.interrupted);
    }
  };
  for (const name of SIGNALS) process.on(name, onSignal);

  return {
    signal,
    uninterruptible: async (step) => {
      signal.throwIfAborted();
      steps += 1;
      try {
        return await step();
      } finally {
        steps -= 1;
        if (waiting && steps === 0) abort();
      }
    },
    [Symbol.dispose]: () => {
      for (const name of SIGNALS) process.off(name, onSignal);
    },
  };
}

/** On a line of its own: a terminal has just shown ^C, and perhaps how far something is. */
function say(message: string): void {
  process.stderr.write(`${process.stderr.isTTY ? "\n" : ""}dkek: ${message}\n`);
}
