import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../run.mjs";

/** For whoever has the bundle alone, and reads of `npm start`. */
const OF_THE_SOURCES =
  "> Commands that begin with `npm` are for those who have the sources. In the bundle, `dkek` (or `npx dkek`) is " +
  "`node dkek.mjs`, as START-HERE says.";

/**
 * A page of the documentation as Markdown, as it is for the bundle.
 *
 * @param {string} source relative to the root folder
 */
export function pageText(source) {
  const text = readFileSync(join(root, source), "utf8");
  return source === "README.md" ? text.replace(/^# .*\n/, `$&\n${OF_THE_SOURCES}\n`) : text;
}
