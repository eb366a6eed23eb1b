import type { PinFault, PinKind } from "../input/pin-kind.js";

/** What is said where PINs and passwords are typed unseen. */
export interface PinWords {
  /** @param serial of the HSM whose PIN it is. */
  readonly ask: (kind: PinKind, serial: string) => string;
  readonly askNew: (kind: PinKind, serial: string) => string;
  readonly askAgain: (kind: PinKind) => string;
  /** The two that were typed are not the same. */
  readonly differ: (kind: PinKind) => string;
  readonly fault: (kind: PinKind, fault: PinFault) => string;
  readonly askPassword: string;
  readonly askNewPassword: string;
  readonly askPasswordAgain: string;
}
