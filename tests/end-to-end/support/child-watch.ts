import { readdirSync, readFileSync } from "node:fs";

/** What everybody on this machine could read of a child of ours. */
export interface SeenChild {
  readonly pid: number;
  /** The program's name, its first 15 characters. */
  readonly name: string;
  readonly commandLine: string;
  readonly environment: string;
}

const PERIOD_MS = 1;

/** This process's children that run now, and theirs. */
export function runningChildren(): readonly SeenChild[] {
  const parents = new Map<number, number>();
  const names = new Map<number, string>();
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const [, name = "", parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(read(pid, "stat")) ?? [];
    parents.set(Number(pid), Number(parent));
    names.set(Number(pid), name);
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === process.pid || isOurs(parents.get(pid)));
  return [...names]
    .filter(([pid]) => isOurs(parents.get(pid)))
    .map(([pid, name]) => ({
      pid,
      name,
      commandLine: read(pid, "cmdline"),
      environment: read(pid, "environ"),
    }));
}

/** Nothing, if the process has ended in the meantime. */
function read(pid: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

/** Looks at all children again and again while `work` goes on. */
export async function watchChildren(work: () => Promise<void>): Promise<readonly SeenChild[]> {
  const seen = new Map<string, SeenChild>();
  const look = (): void => {
    for (const child of runningChildren()) {
      seen.set(`${child.pid} ${child.commandLine} ${child.environment}`, child);
    }
  };
  const timer = setInterval(look, PERIOD_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return [...seen.values()];
}
