import type { SecretBytes } from "@dkek/foundation";
import type { PrimeField } from "@dkek/sss";
import { type PasswordNumber, passwordBytes } from "./passwords.js";
import type { Reading } from "./reading.js";

/** A card as a candidate reads it. */
export interface Reread {
  readonly reading: Reading;
  readonly id: number;
  readonly value: bigint;
}

/** A password to try, and what the cards must say for it. Secret; its bigints can't be wiped. */
export interface Candidate {
  readonly password: PasswordNumber;
  readonly field: PrimeField;
  /** The cards that make it: those of a quorum, or more. */
  readonly cards: readonly Reread[];
}

/** The bytes to try; the caller wipes them. */
export function passwordOf({ password }: Candidate): SecretBytes {
  return passwordBytes(password);
}
