import { DkekError } from "@dkek/foundation";

export type SharingErrorCode =
  // The field
  | "prime-out-of-range"
  | "composite-prime"
  // Splitting
  | "threshold-out-of-range"
  | "total-out-of-range"
  | "secret-out-of-range"
  | "random-source-broken"
  // Shares given back
  | "too-few-shares"
  | "too-many-shares"
  | "mixed-sets"
  | "id-out-of-range"
  | "duplicate-id"
  | "value-out-of-range"
  | "inconsistent-shares"
  // Commitments
  | "not-p224"
  | "invalid-commitments"
  | "blinding-out-of-range";

/** Secret sharing was asked for something that it can't do, or was given shares that can't be. */
export class SharingError extends DkekError<SharingErrorCode> {}
