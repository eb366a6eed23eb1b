import type { Kernel } from "./md5-chains.js";

/** What a worker thread of a search is started with. */
export interface SearchSetup {
  /** 64 bytes. */
  readonly pbe: Uint8Array;
  readonly iterations: number;
  readonly kernel: Kernel;
}

/** Passwords to try together. The thread owns and wipes them. */
export type SearchBatch = readonly Uint8Array[];

/** What a worker thread says. */
export type SearchReport =
  | { readonly kind: "progress"; readonly fraction: number }
  /** A batch is done: the place of the password that opens the file, if one does. */
  | { readonly kind: "done"; readonly right: number | undefined };
