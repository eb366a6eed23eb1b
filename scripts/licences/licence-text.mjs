import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.mjs";
import { keyOf } from "./dependencies.mjs";

const LINE = "-".repeat(78);

/**
 * Our licence, and those of everything that others have made.
 *
 * @param {string} program its name and version
 * @param {readonly import("./dependencies.mjs").Dependency[]} dependencies
 */
export function licenceText(program, dependencies) {
  const parts = [
    `${program}\n\n${readFileSync(join(root, "LICENSE"), "utf8").trim()}`,
    ...dependencies.map((one) => `${keyOf(one)}: ${one.licence}\n\n${one.notice}`),
  ];
  return `${parts.join(`\n\n${LINE}\n\n`).replaceAll("\r", "")}\n`;
}

/**
 * A text as comments of JavaScript, whatever is in it.
 *
 * @param {string} text
 */
export function asComments(text) {
  const lines = text.trimEnd().split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.map((line) => `// ${line}`.trimEnd()).join("\n");
}
