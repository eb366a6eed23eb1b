import { CeremonyError, type CeremonyErrorCode } from "@dkek/ceremony";
import { PbeError } from "@dkek/dkek-file";
import { DkekError } from "@dkek/foundation";
import { HsmError } from "@dkek/hsm";
import { CliError } from "./cli-error.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { Interrupted } from "./interrupted.js";

/** Codes that mean: the input was read well, and what it says is wrong. */
const FOUND_WRONG: ReadonlySet<CeremonyErrorCode> = new Set([
  "card-wrong",
  "duplicate-card",
  "mixed-sets",
  "too-few-cards",
  "inconsistent-cards",
  "wrong-quorum",
  "wrong-password",
  "record-of-another-set",
  "record-contradicted",
  "mixed-dkeks",
  "repeated-share",
  "wrong-number-of-shares",
  "kcv-mismatch",
  "already-imported",
  "pending-outdated",
]);

/**
 * The exit status for anything that was thrown. What one of the lower rooms refused and nobody
 * explained was still refused because of what it was given.
 */
export function statusOfError(error: unknown): ExitStatus {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof PbeError && error.code === "derivation-aborted") return EXIT.interrupted;
  if (error instanceof PbeError && error.code === "derivation-failed") return EXIT.defect;
  if (error instanceof HsmError) return EXIT.hsm;
  if (error instanceof CliError && error.code === "backup-wrong") return EXIT.wrong;
  if (error instanceof CeremonyError) {
    if (error.code === "self-check-failed") return EXIT.defect;
    return FOUND_WRONG.has(error.code) ? EXIT.wrong : EXIT.usage;
  }
  return error instanceof DkekError ? EXIT.usage : EXIT.defect;
}
