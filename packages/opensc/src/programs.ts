import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { HsmError } from "@dkek/hsm";
import type { Environment } from "./environment.js";
import { programPath, searchedFolders } from "./places.js";
import { runProgram } from "./run.js";
import { isRecentEnough, OLDEST_VERSION, parseVersion } from "./version.js";

/** OpenSC as found on this machine: the absolute path of each program, and its version. */
export interface OpenScPrograms {
  readonly scHsmTool: string;
  readonly openscTool: string;
  readonly openscExplorer: string;
  /** `major.minor.patch` of `opensc-tool`, such as `0.23.0`. */
  readonly version: string;
}

export interface FindOptions {
  /** Instead of this process's own; PATH is read in it. */
  readonly env?: Environment;
  readonly platform?: NodeJS.Platform;
  /** Folders to look in after those of PATH, instead of where OpenSC usually is. */
  readonly usualPlaces?: readonly string[];
  /** Ends the search. */
  readonly signal?: AbortSignal | undefined;
}

const NAMES = {
  scHsmTool: "sc-hsm-tool",
  openscTool: "opensc-tool",
  openscExplorer: "opensc-explorer",
} as const;

const HOW_TO_INSTALL: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: "install it: apt install opensc, dnf install opensc, or what your distribution has",
  darwin: "install it: brew install opensc, or the package from github.com/OpenSC/OpenSC",
  win32: "install it: the package from github.com/OpenSC/OpenSC",
};
const HOW_TO_INSTALL_ELSEWHERE = "install OpenSC, and put its programs in PATH";

/**
 * Finds OpenSC's programs: in PATH, then where they usually are on Linux, macOS and Windows.
 *
 * @throws {HsmError} `program-missing` naming what is missing, `program-too-old`, and what running
 *   `opensc-tool` brings up.
 * @throws the signal's reason, once it is aborted.
 */
export async function findOpenSc(options: FindOptions = {}): Promise<OpenScPrograms> {
  const { env = process.env, platform = process.platform, signal } = options;
  const folders = searchedFolders(env, platform, options.usualPlaces);
  const [scHsmTool, openscTool, openscExplorer] = await Promise.all([
    findProgram(NAMES.scHsmTool, folders, platform),
    findProgram(NAMES.openscTool, folders, platform),
    findProgram(NAMES.openscExplorer, folders, platform),
  ]);
  if (!scHsmTool || !openscTool || !openscExplorer) {
    const found = { scHsmTool, openscTool, openscExplorer };
    const missing = Object.entries(NAMES)
      .filter(([key]) => found[key as keyof typeof found] === undefined)
      .map(([, name]) => name);
    throw new HsmError("program-missing", `OpenSC is not there: no ${missing.join(", no ")}`, {
      hint: HOW_TO_INSTALL[platform] ?? HOW_TO_INSTALL_ELSEWHERE,
    });
  }
  const { stdout } = await runProgram(openscTool, ["--info"], { env, signal });
  const version = parseVersion(stdout);
  if (version === undefined) {
    throw new HsmError("program-failed", `${openscTool} does not tell OpenSC's version`, {
      hint: `type "${openscTool} --info" to see what it says; if that is no version, install OpenSC again`,
    });
  }
  demandRecent(version);
  return { scHsmTool, openscTool, openscExplorer, version };
}

/** @throws {HsmError} `program-too-old`. */
export function demandRecent(version: string): void {
  if (isRecentEnough(version)) return;
  throw new HsmError("program-too-old", `OpenSC ${version} is too old`, {
    hint: `install OpenSC ${OLDEST_VERSION} or newer`,
  });
}

async function findProgram(
  name: string,
  folders: readonly string[],
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  for (const folder of folders) {
    const path = programPath(folder, name, platform);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
