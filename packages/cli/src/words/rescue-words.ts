import type { Advice } from "@dkek/words";

/** What is asked of people whose cards don't open their file. */
export interface RescueWords {
  readonly start: string;
  /** @param mayEnd whether there are enough already. */
  readonly askId: (nth: number, mayEnd: boolean) => string;
  /** @param known whether an earlier card has told it. */
  readonly askPrime: (nth: number, known: boolean) => string;
  readonly askValue: (nth: number) => string;
  /** Of so many digits, so many could not be read. */
  readonly taken: (nth: number, digits: number, open: number) => string;
  readonly tooFew: Advice;
  readonly nothing: Advice;
  readonly notDigits: Advice;
  readonly askFolder: string;
  readonly folderExists: (name: string) => Advice;
}
