import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../run.mjs";

/**
 * The pages of the documentation, relative to the root folder: the first is where to begin.
 *
 * @returns {string[]}
 */
export function pageSources() {
  const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", "SECURITY.md", ...docs.sort().map((name) => `docs/${name}`)];
}

/** Files that pages link to, and that go along as they are. */
export const ATTACHED = ["docs/recover.py", "docs/record.schema.json", "LICENSE"];

/**
 * How a page or an attached file is called in the bundle's documentation, which is one flat folder.
 *
 * @param {string} source
 * @param {string} ending
 */
export function pageName(source, ending = "html") {
  const name = source.split("/").at(-1) ?? source;
  return name.endsWith(".md") ? `${name.slice(0, -3)}.${ending}` : name;
}
