import type { SetPrefix } from "../set-id.js";

/** A hex digit as it was read, 0 to 15; undefined where nobody can read it. */
export type ReadDigit = number | undefined;

/** A number of a card as it was read: nothing of it need be right. Secret, and can't be wiped. */
export interface ReadNumber {
  /** All that stood in place of hex digits, from left to right, without check digits. */
  readonly digits: readonly ReadDigit[];
  /** How many of them stood together each time; their sum is the number of digits. */
  readonly groups: readonly number[];
  /** The three check digits behind each row, where they were read: as many as there are groups. */
  readonly checks?: readonly (readonly ReadDigit[])[];
}

/** A card as people could read it. */
export interface Reading {
  /** What it is called: its file, or which of the typed ones it is. */
  readonly name: string;
  /** Absent where it was left out: every card of a set has the same. */
  readonly prime?: ReadNumber;
  /** The share ID as it stands there, each character that nobody can read as `?`; empty if it is missing. */
  readonly id: string;
  readonly value: ReadNumber;
  /** The blinding value or the salt. */
  readonly proof?: ReadNumber;
  readonly set?: SetPrefix;
  readonly threshold?: number;
  /** A checksum or check digits over all of it are right: nothing was copied wrongly. */
  readonly sure: boolean;
  /** Of a card that was read by its code: what else stands there, if that contradicts it, or can't be read. */
  readonly besideCode?: BesideCode;
  /** How it stood there, if the record has told what it should say. */
  readonly asRead?: Reading;
}

/** What stands beside a code that is right, and is not. */
export interface BesideCode {
  /** What is wrong, without a digit of it. */
  readonly message: string;
  /** The lines, with the code's own word for those that are missing; absent if they can't be told apart. */
  readonly lines?: Reading;
}
