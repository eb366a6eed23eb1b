import type { Machine } from "./machine.js";

/** A process, as everybody may see it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its program's name, cut by the kernel after 15 characters. */
  readonly name: string;
}

/** All processes that Linux shows us. */
export function processes(machine: Machine): readonly Process[] {
  return machine
    .list("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => processIn(machine, pid) ?? []);
}

/** This process's parent, its parent, and so on, the nearest first. */
export function ancestors(machine: Machine): readonly Process[] {
  const found: Process[] = [];
  let next = processIn(machine, "self")?.parent ?? 0;
  while (next > 0) {
    const process = processIn(machine, `${next}`);
    if (process === undefined) break;
    found.push(process);
    next = process.parent;
  }
  return found;
}

/** The arguments that a process was started with, its own name first. */
export function argumentsOf(machine: Machine, { pid }: Process): readonly string[] {
  const text = machine.read(`/proc/${pid}/cmdline`) ?? "";
  return text.split("\0").slice(0, -1);
}

/** From `/proc/PID/stat` (proc_pid_stat(5)): a name may hold blanks and brackets. */
function processIn(machine: Machine, pid: string): Process | undefined {
  const stat = machine.read(`/proc/${pid}/stat`) ?? "";
  const [, id, name, parent] = /^(\d+) \((.*)\) \S (\d+)/s.exec(stat) ?? [];
  if (id === undefined || name === undefined) return undefined;
  return { pid: Number(id), parent: Number(parent), name };
}
