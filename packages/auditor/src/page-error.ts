import { DkekError } from "@dkek/foundation";

export type PageErrorCode =
  /** A folder, or a file that has gone. */
  | "file-unreadable"
  /** Nothing that can be checked is so large. */
  | "file-too-large";

/** A file that the browser does not hand over. */
export class PageError extends DkekError<PageErrorCode> {}
