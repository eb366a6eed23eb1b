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

/** The children of this process that run now. */
export function runningChildren(): readonly SeenChild[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
        const [, name = "", parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat) ?? [];
        if (Number(parent) !== process.pid) return [];
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, "latin1");
        const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
        return [{ pid: Number(pid), name, commandLine, environment }];
      } catch {
        // It ended in the meantime.
        return [];
      }
    });
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
