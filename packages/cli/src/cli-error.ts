import { DkekError } from "@dkek/foundation";

export type CliErrorCode =
  | "wrong-use"
  | "file-not-found"
  | "file-unreadable"
  | "file-too-large"
  | "file-unknown"
  | "file-unfinished"
  | "out-exists"
  | "out-unwritable"
  | "needs-terminal"
  | "weak-password"
  | "passwords-differ"
  | "backup-wrong"
  | "checkpoint-other"
  | "checkpoint-malformed"
  | "stopped";

/** Something about how the program was called, or about a file that it was given. */
export class CliError extends DkekError<CliErrorCode> {}
