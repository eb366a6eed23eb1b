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
import { releaseHere } from "./debian-release.mjs";
import { BundleFailure } from "./failure.mjs";
import { sha256 } from "./sums.mjs";

/**
 * A package that was fetched, as its own fields tell of it.
 *
 * @typedef {{ name: string, version: string, architecture: string, vendor: string }} DebianPackage
 */

/**
 * Fetches Debian packages with everything that they need, from where this machine's own apt fetches
 * them, and checked by it: also what is installed here already, which the other machine may lack.
 * This machine's release is the one that they fit.
 *
 * @param {string} folder
 * @param {readonly string[]} names
 * @returns {DebianPackage[]}
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
  if (files.length === 0) throw new BundleFailure("apt-get fetched nothing");
  const entries = files.map((file) => entryOf(folder, file));
  writeFileSync(join(folder, "Packages"), entries.join("\n"));
  const [vendor = ""] = releaseHere().id.split(" ");
  return entries.map((entry) => {
    const field = (/** @type {string} */ name) =>
      new RegExp(`^${name}: (.*)$`, "m").exec(entry)?.[1] ?? "";
    return {
      name: field("Package"),
      version: field("Version"),
      architecture: field("Architecture"),
      vendor,
    };
  });
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
  if (status !== 0) throw new BundleFailure(`dpkg-deb can't read ${file}`);
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
  if (status === 0) return;
  throw new BundleFailure(
    `apt-get ${args.join(" ")} failed${error === undefined ? "" : `: ${error.message}`}`,
  );
}
