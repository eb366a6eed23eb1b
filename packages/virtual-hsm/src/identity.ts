import { HsmError } from "@dkek/hsm";

/**
 * Every virtual HSM's serial number starts with this. A real one starts with the country code of
 * its maker's certification authority (`DECC…`, `DENK…`), and ISO 3166 gives ZZ to nobody.
 */
export const VIRTUAL_SERIAL_PREFIX = "ZZVIRT";

/** Every virtual HSM's label starts with this, whatever label it was initialised with. */
export const VIRTUAL_LABEL_PREFIX = "VIRTUAL ";

/** Stands where a token names its maker; at most 32 characters (PKCS#11 shows no more). */
export const VIRTUAL_MANUFACTURER = "no HSM: a rehearsal in software";

export const SERIAL_NUMBER_MAX = 99_999;

/** How a virtual HSM presents itself. */
export interface Identity {
  /** 3 to 11 characters: the certificate holder reference without its five-digit sequence number. */
  readonly serial: string;
  /** What is put before every label. */
  readonly labelPrefix: string;
  readonly manufacturer: string;
}

/** @param serialNumber 1 to 99999. */
export function virtualIdentity(serialNumber: number): Identity {
  return {
    serial: `${VIRTUAL_SERIAL_PREFIX}${String(serialNumber).padStart(5, "0")}`,
    labelPrefix: VIRTUAL_LABEL_PREFIX,
    manufacturer: VIRTUAL_MANUFACTURER,
  };
}

/** What OpenSC shows of a token, as far as it tells a virtual one from a real one. */
export interface TokenIdentity {
  /** The PC/SC name of the reader, for the message. */
  readonly reader: string;
  readonly serial: string;
  readonly label: string;
}

/** For reports, which must say so: does it carry one of the two marks of a virtual HSM at least? */
export function looksVirtual({ serial, label }: Omit<TokenIdentity, "reader">): boolean {
  return serial.startsWith(VIRTUAL_SERIAL_PREFIX) || label.startsWith(VIRTUAL_LABEL_PREFIX);
}

/** The label that a virtual HSM will show where it is given this one: with its mark in front. */
export function virtualLabel(label: string): string {
  return label.startsWith(VIRTUAL_LABEL_PREFIX) ? label : `${VIRTUAL_LABEL_PREFIX}${label}`;
}

/**
 * To be called by every test and rehearsal before it sends a command that changes anything: lets
 * pass only a token that carries both marks of a virtual HSM.
 *
 * @throws {HsmError} `not-virtual`
 */
export function requireVirtual({ reader, serial, label }: TokenIdentity): void {
  const missing = [
    ...(serial.startsWith(VIRTUAL_SERIAL_PREFIX) ? [] : ["serial number"]),
    ...(label.startsWith(VIRTUAL_LABEL_PREFIX) ? [] : ["label"]),
  ];
  if (missing.length === 0) return;
  throw new HsmError(
    "not-virtual",
    `the token in reader "${reader}" does not carry the virtual HSM's mark in its ${missing.join(" and ")}`,
    {
      hint: "this may be a real HSM: unplug it, or name the reader of a virtual one",
    },
  );
}
