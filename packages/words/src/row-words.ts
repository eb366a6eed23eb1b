import type { RowAdvice, RowFault, RowPart, RowPlace } from "@dkek/ceremony";

/** What is said about one row of a card. */
export interface RowWords {
  /** What a part of a card is called, as it stands on the card: people look for it there. */
  readonly part: (part: RowPart) => string;
  /** What is wrong with a row, and what to do; holds no more of it than the fault does. */
  readonly advice: (fault: RowFault, asked: RowPlace) => RowAdvice;
}
