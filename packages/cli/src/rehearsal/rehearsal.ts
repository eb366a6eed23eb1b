import type { SchemeName } from "@dkek/ceremony";
import type { PbeEngine } from "@dkek/dkek-file";
import type { Narrator } from "./narrator.js";

/** What all steps of a rehearsal share. */
export interface Rehearsal {
  /** A new folder for the set and the key backups. */
  readonly out: string;
  readonly scheme: SchemeName;
  readonly tell: Narrator;
  readonly engine: PbeEngine;
  readonly signal: AbortSignal;
}
