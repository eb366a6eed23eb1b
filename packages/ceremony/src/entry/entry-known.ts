import type { PrimeField } from "@dkek/sss";
import type { SetPrefix } from "../set-id.js";

/** What is known of a set while its cards come in. */
export interface EntryKnown {
  /** Absent, rows can't be checked: then numbers are typed whole. */
  readonly set?: SetPrefix | undefined;
  /** Absent, the first card has to tell it. */
  readonly field?: PrimeField | undefined;
  /** Of all cards of the set, as far as known. */
  readonly shareIds: readonly number[];
  /** Whether the rows that prove a card by itself are asked for as well. */
  readonly withProof: boolean;
}
