import { green, red, unknown } from "../verdict.js";
import { type Check, onLinux } from "./check.js";

/**
 * A program that crashes leaves its memory on the disk: `sc-hsm-tool` does crash, on a prompt without a
 * terminal, for example. What is allowed to this process is allowed to the programs that it starts.
 */
export const coreDumps: Check = onLinux((machine, { coreDumps: words, notTold }) => {
  const pattern = machine.read("/proc/sys/kernel/core_pattern")?.trim();
  const limit = /^Max core file size +(\S+)/m.exec(machine.read("/proc/self/limits") ?? "")?.[1];
  if (pattern === undefined || limit === undefined) {
    return unknown("not-told", notTold("/proc/sys/kernel/core_pattern, /proc/self/limits"));
  }
  if (pattern.startsWith("|")) {
    const [program = ""] = pattern.slice(1).trim().split(/\s+/);
    // The kernel asks no limit before it starts a program (core(5)); systemd's own does keep to it.
    const isOff =
      program.endsWith("/false") || (limit === "0" && program.endsWith("/systemd-coredump"));
    return isOff ? green("off", words.off) : red("to-program", words.toProgram(program));
  }
  // With an empty pattern files are called "core" all the same, if at all.
  return limit === "0" ? green("off", words.off) : red("to-file", words.toFile);
});
