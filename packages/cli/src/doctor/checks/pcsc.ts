import { HsmError } from "@dkek/hsm";
import type { DoctorWords } from "../../words/doctor-words.js";
import type { Devices } from "../devices.js";
import { green, red, unknown, type Verdict } from "../verdict.js";

/** The PC/SC daemon, which has the readers. */
export function pcsc({ readers }: Devices, { opensc, pcsc: words }: DoctorWords): Verdict {
  if (readers === undefined) return unknown("not-asked", words.notAsked);
  if (readers === "no-answer") return red("no-answer", words.silent);
  if (!(readers instanceof HsmError)) return green("answers", words.answers);
  return readers.code === "no-pcsc-daemon"
    ? red(readers.code, words.missing)
    : red(readers.code, opensc.failed(readers.message, readers.hint));
}
