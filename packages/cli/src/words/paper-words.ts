import type { Advice } from "@dkek/words";

/** What is asked about a sheet that came out of a printer. */
export interface PaperWords {
  /** Words that ask for it once more, in small letters; the first is the one to show. */
  readonly again: readonly [string, ...string[]];
  readonly stop: readonly [string, ...string[]];
  readonly ask: (title: string) => string;
  readonly answer: Advice;
  readonly outcome: Readonly<Record<"right" | "again" | "stop", string>>;
}
