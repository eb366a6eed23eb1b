import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BundleFailure } from "./failure.mjs";
import { FUSE } from "./node-here.mjs";
import { quietly } from "./quietly.mjs";

/** It comes without types. */
/** @typedef {{ inject(file: string, place: string, data: Buffer, options: { sentinelFuse: string }): Promise<void> }} Postject */

/** Where Node looks for the program in itself. */
const PLACE = "NODE_SEA_BLOB";

/**
 * An executable with Node inside, for machines of this kind. It reads no other file of the program's. It has
 * told its version once before anybody gets it.
 *
 * @param {string} file
 * @param {object} options
 * @param {Buffer} options.node see `nodeHere`
 * @param {string} options.program its text, as a module of the older kind
 * @param {string} options.version what it must answer to `--version`
 * @throws {BundleFailure} it can't be made of this Node, or does not answer
 */
export async function writeExecutable(file, { node, program, version }) {
  const folder = mkdtempSync(join(tmpdir(), "dkek-sea-"));
  try {
    // Relative names: they would be found in the executable.
    writeFileSync(join(folder, "dkek.cjs"), program);
    const config = { main: "dkek.cjs", output: "blob", disableExperimentalSEAWarning: true };
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    const args = ["--experimental-sea-config", "config.json"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new BundleFailure(`Node made no executable: ${stderr.trim()}`);
    writeFileSync(file, node, { mode: 0o755 });
    await inject(file, readFileSync(join(folder, "blob")));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { stdout, stderr, error } = spawnSync(file, ["--version"], { encoding: "utf8" });
  if (stdout?.trim() !== version) {
    const why = error?.message ?? stderr.trim();
    throw new BundleFailure(`the executable with Node inside does not tell its version: ${why}`);
  }
}

/**
 * @param {string} file
 * @param {Buffer} blob
 */
async function inject(file, blob) {
  /** @type {Postject} */
  const postject = createRequire(import.meta.url)("postject");
  try {
    // It warns of names of sections that it does not need.
    await quietly(() => postject.inject(file, PLACE, blob, { sentinelFuse: FUSE }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BundleFailure(`the program can't be put into this Node: ${why}`, { cause });
  }
}
