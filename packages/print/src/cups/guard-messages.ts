import type { PrintErrorCode } from "../print-error.js";

/** What the guard is asked to do; it does one thing after the other. */
export type GuardRequest =
  | {
      readonly type: "print";
      readonly uri: string;
      readonly title: string;
      readonly media: string;
      readonly pdf: Uint8Array;
    }
  | { readonly type: "purge"; readonly uri: string; readonly title: string };

export type GuardAnswer =
  /** Said once, unasked: from now on what it started is cleared away, whatever becomes of us. */
  | { readonly type: "ready" }
  /** The job's number. */
  | { readonly type: "queued"; readonly job: string }
  | { readonly type: "purged" }
  | {
      readonly type: "failed";
      readonly code: PrintErrorCode;
      readonly message: string;
      readonly hint?: string;
    };
