import { readFileSync } from "node:fs";

/** A process, named so that a later one with the same number is not taken for it. */
export interface ProcessName {
  readonly pid: number;
  /** When it started, in whatever the system counts in; {@link UNKNOWN} where it does not tell. */
  readonly started: string;
}

const UNKNOWN = "0";

/** Ours, for others to find. */
export function thisProcess(): ProcessName {
  return { pid: process.pid, started: startOf(process.pid) ?? UNKNOWN };
}

/** Does it still run? Where the system does not tell when processes started, the number decides. */
export function isRunning({ pid, started }: ProcessName): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return now === undefined || started === UNKNOWN || now === started;
}

/** Linux tells it in /proc/PID/stat, proc(5): state and start are the fields 3 and 22. */
function startOf(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The second field, a name in brackets, may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  // Killed, and only not yet reaped by its parent.
  if (state === "Z" || state === "X") return "ended";
  return fields[22 - 3];
}
