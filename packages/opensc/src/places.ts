import { posix, win32 } from "node:path";
import type { Environment } from "./environment.js";

/** Where OpenSC's own installers and the usual package managers put its programs. */
const USUAL_PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["/Library/OpenSC/bin", "/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"],
  win32: [
    "C:\\Program Files\\OpenSC Project\\OpenSC\\tools",
    "C:\\Program Files (x86)\\OpenSC Project\\OpenSC\\tools",
  ],
};
const USUAL_UNIX_PLACES: readonly string[] = [
  "/usr/bin",
  "/usr/local/bin",
  "/opt/opensc/bin",
  "/run/current-system/sw/bin",
];

/**
 * The folders to look for OpenSC in: those of PATH, then the usual ones. Relative folders in PATH
 * are left out, for what lies in the current one is not to be trusted with a DKEK share.
 */
export function searchedFolders(
  env: Environment,
  platform: NodeJS.Platform,
  usualPlaces: readonly string[] = USUAL_PLACES[platform] ?? USUAL_UNIX_PLACES,
): readonly string[] {
  const { delimiter, isAbsolute } = pathsOf(platform);
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
  const fromPath = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return [...new Set([...fromPath, ...usualPlaces])];
}

/** Where a program would be in a folder. */
export function programPath(folder: string, name: string, platform: NodeJS.Platform): string {
  return pathsOf(platform).join(folder, platform === "win32" ? `${name}.exe` : name);
}

function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === "win32" ? win32 : posix;
}
