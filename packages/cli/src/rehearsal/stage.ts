import type { ApduChannel } from "@dkek/hsm";

/** Where a rehearsal plays: virtual HSMs, and a way to talk to them. */
export interface Stage extends AsyncDisposable {
  /** How the HSM is reached, in words. */
  readonly how: string;
  /** A new connection to the virtual HSM. */
  connect(): Promise<ApduChannel>;
  /** What the stock tool itself says of the HSM; undefined where it isn't there to be asked. */
  stockStatus(): Promise<string | undefined>;
}
