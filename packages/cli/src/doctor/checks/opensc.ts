import { HsmError } from "@dkek/hsm";
import type { DoctorWords } from "../../words/doctor-words.js";
import type { Devices } from "../devices.js";
import { green, red, type Verdict } from "../verdict.js";

/** OpenSC's programs, without which nothing is imported. */
export function openSc({ programs }: Devices, { opensc: words }: DoctorWords): Verdict {
  return programs instanceof HsmError
    ? red(programs.code, words.failed(programs.message, programs.hint))
    : green("found", words.found(programs.version));
}
