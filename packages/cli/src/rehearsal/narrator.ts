import { progress } from "../terminal/progress.js";

/** Tells a rehearsal: on standard output what happens, step by step, and below what came of it. */
export interface Narrator {
  /** Begins the next step. */
  step(what: string): void;
  /** What came of it, a line each. */
  found(...lines: readonly string[]): void;
  /** Something between the steps. */
  say(...lines: readonly string[]): void;
  /** Shows on standard error how far something is that takes long. */
  during<Result>(work: (onProgress: OnProgress) => Promise<Result>): Promise<Result>;
}

/** @param fraction 0 to 1 */
export type OnProgress = (doing: string, fraction: number) => void;

/** The numbers of the steps are right-aligned in these columns. */
const NUMBER_COLUMNS = 2;
const INDENT = " ".repeat(NUMBER_COLUMNS + 2);

export function narrator(): Narrator {
  let steps = 0;
  const say = (...lines: readonly string[]): void => {
    for (const line of lines) process.stdout.write(`${line}\n`);
  };
  return {
    step: (what) => {
      steps += 1;
      say(`${String(steps).padStart(NUMBER_COLUMNS)}  ${what}`);
    },
    found: (...lines) => say(...lines.map((line) => INDENT + line)),
    say,
    during: async (work) => {
      using shown = progress();
      return await work(shown.update);
    },
  };
}
