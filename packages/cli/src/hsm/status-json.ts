import type { HsmStatus } from "@dkek/hsm";
import { looksVirtual } from "@dkek/virtual-hsm";
import type { Found } from "./survey.js";

/** What is in one reader, for programs. */
export function statusAsJson(found: Found): object {
  const { index, name } = found.reader;
  const where = { reader: name, number: index, found: found.is };
  if (found.is === "failed") {
    const { code, message, hint } = found.error;
    return { ...where, error: { code, message, hint } };
  }
  return found.is === "hsm" ? { ...where, ...statusOfHsm(found.status) } : where;
}

/** What is known of an HSM, for programs. */
export function statusOfHsm(status: HsmStatus): object {
  const { serial, label, firmware, initialised, soPinTries, userPinTries, dkek } = status;
  return {
    virtual: looksVirtual(status),
    serial,
    label,
    firmware,
    initialised,
    userPinTries: userPinTries ?? null,
    soPinTries: soPinTries ?? null,
    dkek: {
      state: dkek.state,
      shares: dkek.state === "none" ? null : dkek.total,
      missing: dkek.state === "pending" ? dkek.missing : dkek.state === "none" ? null : 0,
      kcv: dkek.state === "complete" ? (dkek.kcv ?? null) : null,
    },
  };
}
