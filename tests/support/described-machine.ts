import type { Machine } from "../../packages/cli/src/doctor/machine.js";

/** What is not that of a plain machine with no files at all. */
export interface Description extends Partial<Machine> {
  /** Absolute paths and the texts there; folders are the parts before the last slash. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A machine that is nothing but what is said of it: texts as the kernel writes them. */
export function describedMachine({ files = {}, ...rest }: Description = {}): Machine {
  return {
    platform: "linux",
    env: {},
    workingFolder: "/home/ada",
    temporaryFolder: "/tmp",
    nodeVersion: "20.19.0",
    nodeArguments: [],
    now: new Date("2027-01-15T09:30:00Z"),
    read: (path) => files[path],
    list: (folder) => {
      const below = Object.keys(files)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split("/")[0] ?? "");
      return [...new Set(below)].sort();
    },
    ...rest,
  };
}

/** Processes as `/proc` shows them: the first is the process that looks, each next the parent before it. */
export function processFiles(
  ...chain: readonly { readonly name: string; readonly args?: readonly string[] }[]
): Record<string, string> {
  const first = 4000;
  const files: Record<string, string> = {};
  for (const [place, { name, args = [name] }] of chain.entries()) {
    const pid = first - place;
    const parent = place === chain.length - 1 ? 1 : pid - 1;
    const stat = `${pid} (${name}) S ${parent} ${pid} ${pid} 34816 ${pid} 4194304 1 0 0 0`;
    files[`/proc/${pid}/stat`] = stat;
    files[`/proc/${pid}/cmdline`] = args.map((arg) => `${arg}\0`).join("");
    if (place === 0) files["/proc/self/stat"] = stat;
  }
  return files;
}
