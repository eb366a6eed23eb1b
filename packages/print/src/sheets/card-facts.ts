import type { SetPrefix } from "@dkek/ceremony";

/** What is public of a card: enough for a receipt, or for a form that somebody fills in. */
export interface CardFacts {
  /** What the set is for. */
  readonly label?: string;
  readonly set: SetPrefix;
  /** Share ID, 1 to 255. */
  readonly id: number;
  /** How many cards there are. */
  readonly total: number;
  readonly threshold: number;
  readonly issue: number;
  readonly custodian?: string;
}
