import { DkekError } from "@dkek/foundation";

export type PbeErrorCode =
  // What a .pbe file is made of
  | "pbe-too-short"
  | "pbe-too-long"
  | "pbe-wrong-magic"
  | "salt-wrong-length"
  | "ciphertext-wrong-length"
  // What goes into one
  | "share-wrong-length"
  | "no-shares"
  | "password-empty"
  // While it is worked on
  | "derivation-aborted"
  | "derivation-failed";

/** A .pbe file, or something that was to become one, is not what it must be, or the work on it ended. */
export class PbeError extends DkekError<PbeErrorCode> {}
