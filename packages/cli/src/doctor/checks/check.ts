import type { DoctorWords } from "../../words/doctor-words.js";
import type { Machine } from "../machine.js";
import { unknown, type Verdict } from "../verdict.js";

/** Looks at the files of this machine, and judges one thing. */
export type Check = (machine: Machine, words: DoctorWords) => Verdict;

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "macOS",
  win32: "Windows",
  freebsd: "FreeBSD",
  openbsd: "OpenBSD",
};

/** A check of what only Linux tells in files: elsewhere it says that it can't tell. */
export function onLinux(check: Check): Check {
  return (machine, words) => {
    const { platform } = machine;
    if (platform === "linux") return check(machine, words);
    return unknown("other-system", words.otherSystem(SYSTEMS[platform] ?? platform));
  };
}

/** As people read a list. */
export function listed(names: Iterable<string>): string {
  return [...new Set(names)].join(", ");
}
