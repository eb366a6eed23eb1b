import type { DoctorWords } from "../words/doctor-words.js";
import { CHECK_NAMES, type CheckName } from "./check-names.js";
import type { Check } from "./checks/check.js";
import { clock } from "./checks/clock.js";
import { coreDumps } from "./checks/core-dumps.js";
import { disk } from "./checks/disk.js";
import { foreignCode } from "./checks/foreign-code.js";
import { hibernation } from "./checks/hibernation.js";
import { hsm } from "./checks/hsm.js";
import { network } from "./checks/network.js";
import { node } from "./checks/node.js";
import { onlookers } from "./checks/onlookers.js";
import { openSc } from "./checks/opensc.js";
import { openscLog } from "./checks/opensc-log.js";
import { pcsc } from "./checks/pcsc.js";
import { pcscLog } from "./checks/pcsc-log.js";
import { printer } from "./checks/printer.js";
import { radio } from "./checks/radio.js";
import { spies } from "./checks/spies.js";
import { spool } from "./checks/spool.js";
import { swap } from "./checks/swap.js";
import { temporaryFiles } from "./checks/temporary-files.js";
import { terminal } from "./checks/terminal.js";
import { whereItRuns } from "./checks/where-it-runs.js";
import type { Devices } from "./devices.js";
import type { Machine } from "./machine.js";
import type { Printing } from "./printing.js";
import type { Verdict } from "./verdict.js";

/** All that is known when the verdicts are made. What is absent was not looked at. */
export interface Sight {
  readonly machine: Machine;
  readonly devices?: Devices;
  readonly printing?: Printing | undefined;
  /** The printer that was named. */
  readonly printer?: string | undefined;
}

/** One line of the report. */
export interface Examined extends Verdict {
  readonly check: CheckName;
}

/** The checks that need nothing but files of this machine. */
const OF_MACHINE: Readonly<Partial<Record<CheckName, Check>>> = {
  node,
  swap,
  hibernation,
  "core-dumps": coreDumps,
  "temporary-files": temporaryFiles,
  disk,
  network,
  radio,
  machine: whereItRuns,
  terminal,
  onlookers,
  "opensc-log": openscLog,
  "pcsc-log": pcscLog,
  spies,
  "foreign-code": foreignCode,
  clock,
};

/** The verdicts on what was seen, in the order of {@link CHECK_NAMES}. */
export function examine(sight: Sight, words: DoctorWords): readonly Examined[] {
  return CHECK_NAMES.flatMap((check) => {
    const verdict = verdictOn(check, sight, words);
    return verdict === undefined ? [] : [{ check, ...verdict }];
  });
}

function verdictOn(
  check: CheckName,
  { machine, devices, printing, printer: wanted }: Sight,
  words: DoctorWords,
): Verdict | undefined {
  switch (check) {
    case "opensc":
      return devices && openSc(devices, words);
    case "pcsc":
      return devices && pcsc(devices, words);
    case "hsm":
      return devices && hsm(devices, words);
    case "printer":
      return printing && printer(printing, wanted, words);
    case "spool":
      return printing && spool(machine, printing, words);
    default:
      return OF_MACHINE[check]?.(machine, words);
  }
}
