import { resolve } from "node:path";
import { type Unfinished, unfinishedBeside } from "./unfinished.js";

/** What interrupted commands left for a target, of which nobody is at work on any. */
export function abandonedFor(out: string): readonly Unfinished[] {
  try {
    const all = unfinishedBeside(resolve(out));
    return all.some(({ running }) => running) ? [] : all;
  } catch {
    // Where it can't be looked, nothing can be made either; that is told when it is tried.
    return [];
  }
}
