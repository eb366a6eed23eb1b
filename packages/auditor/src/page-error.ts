import { DkekError } from "@dkek/foundation";

export type PageErrorCode =
  /** A folder, or a file that has gone. */
  | "file-unreadable"
  /** Nothing that can be checked is so large. */
  | "file-too-large"
  /** A sheet, as it was to be printed. */
  | "pdf";

/** A file that can't be taken, whatever else is in it. */
export class PageError extends DkekError<PageErrorCode> {}
