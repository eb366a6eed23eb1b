import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** It comes without types. */
/** @typedef {{ inject(file: string, place: string, data: Buffer, options: { sentinelFuse: string }): Promise<void> }} Postject */

/** What Node looks for in itself: https://nodejs.org/api/single-executable-applications.html */
const PLACE = "NODE_SEA_BLOB";
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * An executable with Node inside, the one that runs here, for machines of this kind. It reads no other file
 * of the program's.
 *
 * @param {string} file
 * @param {string} program its text, as a module of the older kind
 */
export async function writeExecutable(file, program) {
  if (process.platform !== "linux") throw new Error("an executable is only made on Linux so far");
  const folder = mkdtempSync(join(tmpdir(), "dkek-sea-"));
  try {
    // Relative names: they would be found in the executable.
    writeFileSync(join(folder, "dkek.cjs"), program);
    const config = { main: "dkek.cjs", output: "blob", disableExperimentalSEAWarning: true };
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    const args = ["--experimental-sea-config", "config.json"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`Node made no executable: ${stderr}`);
    writeFileSync(file, readFileSync(process.execPath));
    /** @type {Postject} */
    const { inject } = createRequire(import.meta.url)("postject");
    await inject(file, PLACE, readFileSync(join(folder, "blob")), { sentinelFuse: FUSE });
    chmodSync(file, 0o755);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The Node that runs here. Its licence lies where it was unpacked, or where Debian keeps it.
 *
 * @returns {import("../licences/dependencies.mjs").Dependency}
 */
export function nodeItself() {
  const prefix = join(dirname(realpathSync(process.execPath)), "..");
  const places = ["LICENSE", "share/doc/nodejs/LICENSE", "share/doc/nodejs/copyright"];
  const found = places.map((place) => join(prefix, place)).find((path) => existsSync(path));
  if (found === undefined) throw new Error("Node's licence is not where it is expected");
  return {
    name: "node",
    version: process.versions.node,
    licence: "MIT",
    notice: readFileSync(found, "utf8").trim(),
    purl: `pkg:generic/node@${process.versions.node}`,
  };
}
