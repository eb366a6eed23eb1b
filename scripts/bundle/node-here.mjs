import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { BundleFailure } from "./failure.mjs";

/** @typedef {import("../licences/dependencies.mjs").Dependency} Dependency */

/** What Node looks for in itself: https://nodejs.org/api/single-executable-applications.html */
export const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Interfaces, not somebody's work; and Node itself. */
const NO_PARTS = new Set(["node", "modules", "napi"]);

/**
 * The Node that runs here, to have the program inside.
 *
 * @typedef {object} NodeHere
 * @property {Buffer} bytes the whole of its file
 * @property {Dependency} dependency
 */

/**
 * @returns {NodeHere}
 * @throws {BundleFailure} it can't have a program inside
 */
export function nodeHere() {
  if (process.platform !== "linux") {
    throw new BundleFailure("--with-node makes an executable on Linux alone so far");
  }
  const bytes = readFileSync(process.execPath);
  // A system's own Node may be a small program that loads all of Node from a library.
  if (!bytes.includes(FUSE)) {
    throw new BundleFailure(
      `--with-node: this Node (${process.execPath}) can't be put inside: take one from nodejs.org`,
    );
  }
  return { bytes, dependency: asDependency() };
}

/**
 * Its own licence is MIT; those of what others have made in it stand in its text of licences. That lies where it was
 * unpacked, or where Debian keeps it.
 *
 * @returns {Dependency}
 */
function asDependency() {
  const prefix = join(dirname(realpathSync(process.execPath)), "..");
  const places = ["LICENSE", "share/doc/nodejs/LICENSE", "share/doc/nodejs/copyright"];
  const paths = places.map((place) => join(prefix, place));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) {
    throw new BundleFailure(`--with-node: Node's licence is not there: ${paths.join(", ")}`);
  }
  const parts = Object.entries(process.versions).filter(([name]) => !NO_PARTS.has(name));
  return {
    name: "node",
    version: process.versions.node,
    licence: "MIT",
    notice: readFileSync(found, "utf8").trim(),
    purl: `pkg:generic/node@${process.versions.node}`,
    parts: parts.map(([name, version = ""]) => ({ name, version })).sort(byName),
  };
}

/** @param {{ name: string }} a @param {{ name: string }} b */
function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}
