import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.mjs";

/** @param {string} path relative to the root folder */
export const textOf = (path) => readFileSync(join(root, path), "utf8");

/** @param {string} path relative to the root folder */
export const jsonOf = (path) => JSON.parse(textOf(path));
