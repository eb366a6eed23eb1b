/** Bytes of a key backup that may change without any check of this module noticing. */
export interface UnprovenBytes {
  readonly what:
    | "key description"
    | "name of the device"
    | "signature of the device"
    | "request"
    | "certificate";
  /** Of the first. */
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}
