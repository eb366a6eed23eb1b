import type { EntryFault, EntryQuestion } from "@dkek/ceremony";
import type { DkekError } from "@dkek/foundation";
import type { Advice } from "./advice.js";

/** Which card of how many; where nobody knows how many, `of` is undefined. */
export interface CardPlace {
  /** From 1. */
  readonly nth: number;
  readonly of: number | undefined;
}

/** What is said while cards come in. */
export interface EntryWords {
  /**
   * Before the cards of one of several sets.
   *
   * @param file the path of its `.pbe` file.
   */
  readonly setAhead: (set: string, file: string | undefined) => string;
  /** Before the first card: what can be done at any time. */
  readonly start: string;
  /** @param mayEnd whether Enter alone ends it. */
  readonly askCard: (place: CardPlace, mayEnd: boolean) => string;
  readonly askRow: (place: CardPlace, asked: Extract<EntryQuestion, { what: "row" }>) => string;
  /** @param ids of all cards that are in now, this one last. */
  readonly cardIn: (place: CardPlace, ids: readonly number[]) => string;
  readonly skipped: string;
  /** Where `back` leads nowhere. */
  readonly nothingBefore: Advice;
  readonly fault: (fault: EntryFault) => Advice;
  /** Why a file that was named gives no card. */
  readonly unreadable: (path: string, error: DkekError) => Advice;
}
