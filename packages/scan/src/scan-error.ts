import { DkekError } from "@dkek/foundation";

export type ScanErrorCode =
  /** The file is no picture that can be read. */
  | "picture-unreadable"
  /** The picture shows no QR code of a card, or none that can be read. */
  | "no-code"
  /** The picture shows the QR codes of several cards. */
  | "several-codes";

/** A picture that gives no card. */
export class ScanError extends DkekError<ScanErrorCode> {}
