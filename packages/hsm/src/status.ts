import type { Kcv } from "@dkek/dkek-file";

/** What can be known of an HSM without logging in. */
export interface HsmStatus {
  /** The PC/SC name of its reader. */
  readonly reader: string;
  /** Serial number, from the device certificate. */
  readonly serial: string;
  /** The label given when it was initialised, or the maker's. */
  readonly label: string;
  /** Firmware version as `major.minor`. */
  readonly firmware: string;
  readonly initialised: boolean;
  /** Tries left before the SO-PIN is blocked for ever; undefined where the card doesn't tell. */
  readonly soPinTries: number | undefined;
  /** Tries left before the user PIN is blocked; undefined where the card doesn't tell. */
  readonly userPinTries: number | undefined;
  readonly dkek: DkekStatus;
}

export type DkekStatus =
  /** Not initialised for DKEK shares: nothing can be imported, no key can be backed up. */
  | { readonly state: "none" }
  /** Waiting for DKEK shares: `missing` of `total`, 1 ≤ missing ≤ total. */
  | { readonly state: "pending"; readonly total: number; readonly missing: number }
  /**
   * The DKEK is in. `kcv` is undefined where the card shows zeros: some firmware tells it only after
   * the user PIN was verified, so zeros mean "not known", not a mismatch. `total` 0: the HSM made a
   * random DKEK of its own, which nobody else has.
   */
  | { readonly state: "complete"; readonly total: number; readonly kcv: Kcv | undefined };
