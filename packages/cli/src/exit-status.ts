import { CeremonyError, type CeremonyErrorCode } from "@dkek/ceremony";
import { PbeError } from "@dkek/dkek-file";
import { DkekError } from "@dkek/foundation";
import { HsmError } from "@dkek/hsm";
import { Interrupted } from "./interrupted.js";

/** What the program's exit status says; `dkek --help` lists it. */
export const EXIT = {
  done: 0,
  /** Checked and found wrong: a card, a quorum, a password, a record. */
  wrong: 1,
  /** Wrong use, or input that can't be read. */
  usage: 2,
  /** The HSM or OpenSC failed. */
  hsm: 3,
  /** A defect of this program. */
  defect: 70,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Codes that mean: the input was read well, and what it says is wrong. */
const FOUND_WRONG: ReadonlySet<CeremonyErrorCode> = new Set([
  "duplicate-card",
  "mixed-sets",
  "too-few-cards",
  "inconsistent-cards",
  "wrong-quorum",
  "wrong-password",
  "record-of-another-set",
  "kcv-mismatch",
]);

/** The exit status for anything that was thrown. */
export function exitStatusOf(error: unknown): ExitStatus {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof PbeError && error.code === "derivation-aborted") return EXIT.interrupted;
  if (error instanceof HsmError) return EXIT.hsm;
  if (error instanceof CeremonyError) {
    if (error.code === "self-check-failed") return EXIT.defect;
    return FOUND_WRONG.has(error.code) ? EXIT.wrong : EXIT.usage;
  }
  return error instanceof DkekError ? EXIT.usage : EXIT.defect;
}
