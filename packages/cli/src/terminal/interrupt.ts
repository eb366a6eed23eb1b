import { Interrupted } from "../interrupted.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Turns Ctrl-C, a closed terminal or a polite kill into an {@link AbortSignal}, so that what is
 * half-made is cleared away on the way out. A second signal ends the program at once.
 */
export function interruptSignal(): Interrupt {
  const controller = new AbortController();
  const abort = (): void => {
    stopListening();
    controller.abort(new Interrupted());
  };
  const stopListening = (): void => {
    for (const name of SIGNALS) process.off(name, abort);
  };
  for (const name of SIGNALS) process.on(name, abort);
  return { signal: controller.signal, [Symbol.dispose]: stopListening };
}
