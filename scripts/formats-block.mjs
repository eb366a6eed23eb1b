import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/**
 * A vector of docs/FORMATS.md: what stands in one of its blocks.
 *
 * @param {string} name of the block, such as card-p224
 */
export function formatsBlock(name) {
  const formats = readFileSync(join(root, "docs", "FORMATS.md"), "utf8");
  const found = new RegExp(`\`\`\`(?:json|text) ${name}\n([^\`]*)\`\`\``).exec(formats)?.[1];
  if (found === undefined) throw new Error(`docs/FORMATS.md has no ${name}`);
  return found;
}
