import type { CeremonyErrorCode } from "@dkek/ceremony";
import type { PbeErrorCode } from "@dkek/dkek-file";
import type { ScanErrorCode } from "@dkek/scan/reader";
import type { PageErrorCode } from "../page-error.js";

/** Why something that was given is of no use, or a check came to no end: codes that can reach the page. */
export type TroubleCode =
  | PageErrorCode
  | ScanErrorCode
  // Those of a set that is made are none of them.
  | Extract<PbeErrorCode, `pbe-${string}` | `derivation-${string}`>
  // To say what a card has not is the printing's trouble, and what it does not fit is a finding.
  | Exclude<Extract<CeremonyErrorCode, `card-${string}`>, "card-bare" | "card-wrong">
  | Extract<CeremonyErrorCode, "record-malformed" | "record-version-unknown">
  | Extract<CeremonyErrorCode, "record-chain-broken" | "report-malformed">;
