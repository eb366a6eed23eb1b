import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** The name of the list of checksums. */
export const SUMS = "SHA256SUMS";

/**
 * SHA-256 of every file in a folder but the list itself, as `sha256sum -c` reads it.
 *
 * @param {string} folder
 */
export function sumsOf(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name !== SUMS && statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
  return names.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`).join("");
}

/** @param {string | Uint8Array} data */
export function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}
