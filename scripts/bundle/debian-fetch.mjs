import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "./sums.mjs";

/**
 * Fetches Debian packages with everything that they need, from where this machine's own apt fetches
 * them, and checked by it: also what is installed here already, which the other machine may lack.
 * This machine's release is the one that they fit.
 *
 * @param {string} folder
 * @param {readonly string[]} names
 */
export function fetchPackages(folder, names) {
  mkdirSync(folder, { recursive: true });
  // An apt that believes that nothing is installed.
  const state = mkdtempSync(join(tmpdir(), "dkek-apt-"));
  try {
    const status = join(state, "status");
    const options = [
      ...["-o", `Dir::State::status=${status}`],
      ...["-o", `Dir::Cache::archives=${folder}`],
      ...["-o", "APT::Sandbox::User=root"],
    ];
    writeFileSync(status, "");
    mkdirSync(join(folder, "partial"), { recursive: true });
    apt(["install", "--yes", "--no-install-recommends", "--download-only", ...names], options);
  } finally {
    rmSync(state, { recursive: true });
    rmSync(join(folder, "partial"), { recursive: true, force: true });
    rmSync(join(folder, "lock"), { force: true });
  }
  const files = readdirSync(folder).sort();
  if (files.length === 0) throw new Error("apt-get fetched nothing");
  writeFileSync(join(folder, "Packages"), files.map((file) => entryOf(folder, file)).join("\n"));
}

/**
 * A package in the index that makes a folder a source of packages.
 *
 * @param {string} folder
 * @param {string} file
 */
function entryOf(folder, file) {
  const path = join(folder, file);
  const { status, stdout } = spawnSync("dpkg-deb", ["--field", path], { encoding: "utf8" });
  if (status !== 0) throw new Error(`dpkg-deb can't read ${file}`);
  return `${stdout.trimEnd()}
Filename: ./${file}
Size: ${statSync(path).size}
SHA256: ${sha256(readFileSync(path))}
`;
}

/**
 * @param {readonly string[]} args
 * @param {readonly string[]} options
 */
function apt(args, options) {
  const { status, error } = spawnSync("apt-get", ["-qq", ...options, ...args], {
    stdio: "inherit",
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`apt-get ${args.join(" ")} failed`);
}
