import { DkekError } from "@dkek/foundation";

export type PrintErrorCode =
  // A sheet that can't be made
  /** No font on board has a character of the text. */
  | "no-glyph"
  /** A text is longer than its place on the sheet. */
  | "text-too-long"
  /** A card has more digits than the sheet has room for. */
  | "no-room"
  // A sheet that can't be printed
  /** CUPS, or one of its programs, is not there. */
  | "cups-missing"
  /** CUPS refused a request. */
  | "cups-refused"
  /** There is no such printer. */
  | "no-printer"
  /** The printer is stopped, or takes no jobs. */
  | "printer-stopped"
  /** The job was canceled or aborted, or did not end. */
  | "job-failed"
  /** The job's data may still be in the spool. */
  | "not-purged"
  /** The process that clears away after us is gone. */
  | "guard-lost";

/** A sheet that can't be made, or that can't be printed. */
export class PrintError extends DkekError<PrintErrorCode> {}
