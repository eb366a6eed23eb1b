import { green, unknown, yellow } from "../verdict.js";
import { type Check, onLinux } from "./check.js";
import { swapAreas } from "./swap.js";

/** All memory written to a disk, when a lid is closed, say. */
export const hibernation: Check = onLinux((machine, { hibernation: words, notTold }) => {
  const states = machine.read("/sys/power/state");
  if (states === undefined) return unknown("not-told", notTold("/sys/power/state"));
  const way = machine.read("/sys/power/disk") ?? "";
  // "[disabled]": the kernel was locked down or told so when it was started.
  if (!states.split(/\s+/).includes("disk") || way.includes("[disabled]")) {
    return green("impossible", words.impossible);
  }
  const areas = swapAreas(machine);
  const hasRoom = areas === undefined || areas.some(({ kind }) => kind !== "memory");
  return hasRoom ? yellow("possible", words.possible) : green("no-swap", words.noSwap);
});
