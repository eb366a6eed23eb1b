import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";

/**
 * What the checks may ask of this machine: files that the kernel and the system keep, and this
 * process's surroundings. Nothing here changes anything, waits for anything, or needs root.
 */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that `dkek` runs in, absolute. */
  readonly workingFolder: string;
  /** Where programs put temporary files, absolute. */
  readonly temporaryFolder: string;
  /** The version of Node, without a `v`. */
  readonly nodeVersion: string;
  /** The arguments that Node itself was started with, such as `--inspect`. */
  readonly nodeArguments: readonly string[];
  readonly now: Date;
  /** The text of a small file; undefined if it is not there, or not for us to read. */
  read(path: string): string | undefined;
  /** The names in a folder, sorted; none if it can't be listed. */
  list(path: string): readonly string[];
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    workingFolder: process.cwd(),
    temporaryFolder: tmpdir(),
    nodeVersion: process.versions.node,
    nodeArguments: process.execArgv,
    now: new Date(),
    read: (path) => attempt(() => readFileSync(path, "utf8")),
    list: (path) => attempt(() => readdirSync(path).sort()) ?? [],
  };
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
