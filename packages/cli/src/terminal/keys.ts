import { emitKeypressEvents } from "node:readline";
import type { ReadStream } from "node:tty";
import { Interrupted } from "../interrupted.js";
import type { Key } from "./edited-line.js";

/** The keys that are pressed, one after the other, none of which the terminal shows by itself. */
export interface Keys extends Disposable {
  /** @throws {Interrupted} on Ctrl-C, on Ctrl-D, when the terminal goes away or `signal` is aborted. */
  next(): Promise<Key>;
  /** Forgets what was typed ahead. */
  forget(): void;
}

/**
 * Takes the keyboard over until disposed of. What is typed ahead, or sent faster than it is asked for
 * by a scanner, is kept for the next question, and not shown meanwhile.
 */
export function takeKeys(input: ReadStream, signal: AbortSignal): Keys {
  const ahead: Key[] = [];
  let previous: string | undefined;
  let ended = false;
  let wake: (() => void) | undefined;

  const onKey = (_text: string | undefined, key: Key): void => {
    const { name } = key;
    // CR LF is one Enter.
    if (!(name === "enter" && previous === "return")) ahead.push(key);
    previous = name;
    wake?.();
  };
  const onEnd = (): void => {
    ended = true;
    wake?.();
  };
  emitKeypressEvents(input);
  input.on("keypress", onKey).on("end", onEnd).on("error", onEnd);
  signal.addEventListener("abort", onEnd);
  input.setRawMode(true);
  input.resume();

  return {
    next: async () => {
      while (ahead.length === 0 && !ended && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      signal.throwIfAborted();
      const key = ahead.shift();
      if (key === undefined || (key.ctrl && /^[cd]$/.test(key.name ?? ""))) throw new Interrupted();
      return key;
    },
    forget: () => void ahead.splice(0),
    [Symbol.dispose]: () => {
      input.off("keypress", onKey).off("end", onEnd).off("error", onEnd);
      signal.removeEventListener("abort", onEnd);
      input.setRawMode(false);
      input.pause();
    },
  };
}
