import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { PrivateCups } from "./private-cups.js";

const PATIENCE_MS = 40_000;
const PAUSE_MS = 50;

/**
 * Process IDs of the print guards that serve one CUPS, and no other: tests may run at the same time.
 * A guard outlives the program that started it, so it can't be found among our children.
 */
export function guardsOf(cups: PrivateCups): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => read(pid, "cmdline").includes("/cups/guard.js"))
    .filter((pid) => read(pid, "environ").includes(`CUPS_SERVER=${cups.env.CUPS_SERVER}\0`));
}

/** Waits until there is no guard any more. */
export async function guardsGone(cups: PrivateCups): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; guardsOf(cups).length > 0; await sleep(PAUSE_MS)) {
    if (Date.now() > end) throw new Error("a print guard does not end");
  }
}

/** Nothing, if the process has ended in the meantime. */
function read(pid: number, file: "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}
