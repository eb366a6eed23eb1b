import type { RowPlace } from "./row-place.js";

/**
 * What a look at one typed row shows. Positions are counted from 1 over data and check digits, as
 * people count them; nothing but single digits of a row ever stands in a fault.
 */
export type RowVerdict =
  | {
      readonly ok: true;
      /** The data digits, lower-case and without check digits; as secret as the row. */
      readonly digits: string;
    }
  | RowFault;

/** Why a row is not accepted. */
export type RowFault = { readonly ok: false; readonly dataDigits: number } & (
  | {
      /** Digits are missing, or there are too many. */
      readonly what: "length";
      readonly typed: number;
    }
  | {
      /** Something that is no hex digit. */
      readonly what: "bad-character";
      readonly position: number;
      readonly character: string;
      /** The digit that the others call for; absent if it is not the only thing wrong. */
      readonly suggestion?: string;
    }
  | {
      /** The kind of the first suspect; `foreign`: nothing explains this row. */
      readonly what: RowSuspect["kind"] | "foreign";
      /** All that would explain it, the likeliest first. At most one of them is what happened. */
      readonly suspects: readonly RowSuspect[];
    }
);

/** One explanation of a row that does not fit. */
export type RowSuspect =
  | {
      /** The digits at `position` and the one after it changed places. */
      readonly kind: "swap";
      readonly position: number;
    }
  | {
      readonly kind: "digit";
      readonly position: number;
      /** The right digit: one hex digit, lower-case. */
      readonly suggestion: string;
    }
  | {
      /** As typed, it is a row of this other place of the same set. */
      readonly kind: "elsewhere";
      readonly place: RowPlace;
    };
