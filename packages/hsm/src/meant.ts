import { HsmError } from "./hsm-error.js";
import type { HsmStatus } from "./status.js";

/**
 * Before anything is changed: is this the HSM that is meant?
 *
 * @param serial - its serial number, where the caller knows it
 * @throws {HsmError} `wrong-hsm`
 */
export function demandMeant(status: HsmStatus, serial: string | undefined): void {
  if (serial === undefined || serial === status.serial) return;
  throw new HsmError(
    "wrong-hsm",
    `the HSM in reader "${status.reader}" is ${status.serial}, not ${serial}`,
    { hint: "put in the right one, or name another reader with --reader" },
  );
}

/** @throws {HsmError} `not-initialised` */
export function demandInitialised({ initialised, serial }: HsmStatus): void {
  if (initialised) return;
  throw new HsmError("not-initialised", `HSM ${serial} was never initialised: it has no PINs yet`, {
    hint: "initialise it first: dkek hsm init",
  });
}
