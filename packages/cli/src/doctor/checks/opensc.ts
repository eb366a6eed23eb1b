import { HsmError } from "@dkek/hsm";
import type { DoctorWords } from "../../words/doctor-words.js";
import type { Devices } from "../devices.js";
import { green, red, type Verdict } from "../verdict.js";

/** OpenSC's programs, without which nothing is imported. */
export function openSc({ programs }: Devices, { opensc: words }: DoctorWords): Verdict {
  if (programs === "no-answer") return red("no-answer", words.silent);
  return programs instanceof HsmError
    ? red(programs.code, words.failed(programs.message, programs.hint))
    : green("found", words.found(programs.version));
}
