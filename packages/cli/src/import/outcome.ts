import type { Kcv } from "@dkek/dkek-file";
import type { HsmStatus } from "@dkek/hsm";
import { EXIT } from "../exit-status.js";
import { statusOfError } from "../status-of-error.js";
import type { OpenSet } from "./open-sets.js";

/** What came of one HSM. */
export interface Outcome {
  /** The PC/SC name of its reader. */
  readonly reader: string;
  /** Undefined where it could not be read. */
  readonly serial: string | undefined;
  /** What went in now. */
  readonly imported: readonly OpenSet[];
  /** What was in already, by the records. */
  readonly alreadyIn: readonly OpenSet[];
  /** As it was read last; undefined where it could not be read. */
  readonly status: HsmStatus | undefined;
  /** What it had to show; undefined where nobody knew, or it did not get so far. */
  readonly predicted: Kcv | undefined;
  /** Why it waits for nothing, in the words after "skipped: "; undefined unless it was skipped. */
  readonly skipped?: string;
  /** Why not all went in; undefined if it did. */
  readonly error?: unknown;
}

export type Done = "imported" | "in part" | "refused" | "failed" | "skipped";

/** In one word, for tables and programs. */
export function doneOf({ imported, skipped, error }: Outcome): Done {
  if (skipped !== undefined) return "skipped";
  if (error === undefined) return "imported";
  if (imported.length > 0) return "in part";
  return statusOfError(error) === EXIT.wrong ? "refused" : "failed";
}

/** How many DKEK shares it still misses; undefined where that is not known. */
export function missingOf({ status }: Pick<Outcome, "status">): number | undefined {
  if (status === undefined) return undefined;
  return status.dkek.state === "pending" ? status.dkek.missing : 0;
}

/** The KCV of its whole DKEK; undefined where it is not complete, or does not show it before login. */
export function kcvShownBy({ status }: Pick<Outcome, "status">): Kcv | undefined {
  return status?.dkek.state === "complete" ? status.dkek.kcv : undefined;
}
