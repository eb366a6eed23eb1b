import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asRoot } from "../../scripts/run.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A bundle of what is built, in a folder of its own. */
export interface Bundle extends Disposable {
  readonly folder: string;
  /** What `npm run bundle` prints as the sum of the sums. */
  readonly sum: string;
}

/**
 * Makes the bundle.
 *
 * @param root another path to the same sources.
 * @throws {Error} what the script says, if it fails.
 */
export function makeBundle(options: readonly string[] = [], root = ROOT): Bundle {
  const into = mkdtempSync(join(tmpdir(), "dkek-bundle-"));
  const made = [process.execPath, "scripts/bundle.mjs", "--as-built", "--into", into, ...options];
  // Root's mounts end with the process that made them.
  const elsewhere = 'mount --bind "$0" "$1" && cd "$1" && shift && exec "$@"';
  const [program = "", ...args] =
    root === ROOT
      ? made
      : [...asRoot, "unshare", "--mount", "sh", "-c", elsewhere, ROOT, root, ...made];
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`no bundle: ${stdout}${stderr}`);
  const [folder = "", , sum = ""] = stdout.trim().split("\n");
  return { folder, sum, [Symbol.dispose]: () => rmSync(into, { recursive: true, force: true }) };
}

/** What to put before a command so that it has no network, and of the environment nothing but this. */
export const WITHOUT_NETWORK: readonly string[] = [
  ...asRoot,
  "unshare",
  "--net",
  "env",
  "--ignore-environment",
  "PATH=/usr/bin:/bin",
];
