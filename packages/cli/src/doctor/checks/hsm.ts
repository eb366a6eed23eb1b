import { HsmError, type HsmStatus } from "@dkek/hsm";
import type { DoctorWords } from "../../words/doctor-words.js";
import { type Devices, isNone, type SeenHsm } from "../devices.js";
import { green, red, unknown, type Verdict, yellow } from "../verdict.js";
import { listed } from "./check.js";

/** Fewer tries than this, and somebody has mistyped lately: one more mistake may be the last. */
const FEW_TRIES = 2;

/** The readers, and the HSMs in them. */
export function hsm({ readers, hsms }: Devices, { hsm: words }: DoctorWords): Verdict {
  if (readers === undefined || isNone(readers)) {
    return unknown("not-asked", words.notAsked);
  }
  if (readers.length === 0) return yellow("no-reader", words.noReader);
  if (hsms.length === 0) {
    return yellow("no-card", words.noCard(listed(readers.map(({ name }) => `"${name}"`))));
  }
  const verdicts = hsms.map((seen) => verdictOn(seen, words));
  const worst = verdicts.find((verdict) => verdict !== undefined);
  return worst ?? green("ready", words.ready(hsms.map((seen) => inWords(seen, words)).join("; ")));
}

/** Undefined: nothing is in the way. */
function verdictOn({ reader, status }: SeenHsm, words: DoctorWords["hsm"]): Verdict | undefined {
  if (status === "no-answer") return unknown(status, words.slow(reader));
  if (status instanceof HsmError) return red(status.code, words.failed(reader, status.message));
  const { userPinTries, soPinTries } = status;
  const name = nameOf(status);
  if (userPinTries === 0) return red("user-pin-low", words.userPinLow(name, 0));
  if (soPinTries === 0) return red("so-pin-low", words.soPinLow(name, 0));
  if (userPinTries !== undefined && userPinTries < FEW_TRIES) {
    return yellow("user-pin-low", words.userPinLow(name, userPinTries));
  }
  // The SO-PIN has 15 tries when it is new, the user PIN 3 to 10.
  if (soPinTries !== undefined && soPinTries < FEW_TRIES) {
    return yellow("so-pin-low", words.soPinLow(name, soPinTries));
  }
  return undefined;
}

function inWords({ status }: SeenHsm, words: DoctorWords["hsm"]): string {
  if (isNone(status)) return "";
  return `${nameOf(status)} (${stateOf(status, words)})`;
}

function nameOf({ serial, label }: HsmStatus): string {
  return label === "" ? serial : `${serial} "${label}"`;
}

function stateOf({ initialised, dkek }: HsmStatus, words: DoctorWords["hsm"]): string {
  if (!initialised) return words.fresh;
  if (dkek.state === "pending") return words.waitsForShares(dkek.missing, dkek.total);
  return dkek.state === "complete" ? words.withDkek : words.withoutDkek;
}
