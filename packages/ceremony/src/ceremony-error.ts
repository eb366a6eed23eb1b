import { DkekError } from "@dkek/foundation";

export type CeremonyErrorCode =
  // A card that can't be read
  | "card-line-unknown"
  | "card-line-missing"
  | "card-line-twice"
  | "card-bad-digit"
  | "card-bad-length"
  | "card-bad-id"
  | "card-bad-prime"
  | "card-value-too-large"
  | "card-bad-set"
  | "card-version-unknown"
  | "card-string-malformed"
  | "card-checksum"
  | "card-contradiction"
  | "card-bare"
  | "card-row-missing"
  | "card-row-wrong"
  // Rows for typing, fingerprints in words
  | "row-bad-place"
  | "word-unknown"
  | "word-misplaced"
  // Cards that don't go together, or not with their record
  | "card-wrong"
  | "duplicate-card"
  | "mixed-sets"
  | "too-few-cards"
  | "inconsistent-cards"
  | "wrong-quorum"
  | "wrong-password"
  // Records
  | "record-malformed"
  | "record-version-unknown"
  | "record-chain-broken"
  | "record-of-another-set"
  | "record-contradicted"
  | "report-malformed"
  // A new card that is not on record yet
  | "pending-malformed"
  | "pending-outdated"
  // An import that must not happen
  | "mixed-dkeks"
  | "repeated-share"
  | "wrong-number-of-shares"
  | "kcv-mismatch"
  | "already-imported"
  // Making a set
  | "bad-settings"
  | "self-check-failed";

/** Something about cards, a set or a record is wrong. */
export class CeremonyError extends DkekError<CeremonyErrorCode> {}
