import { root } from "../run.mjs";

/** @typedef {import("esbuild").BuildOptions} BuildOptions */

/**
 * A place that exists nowhere: what a package looks for beside its own file is not found, whatever lies
 * beside the bundle, and whatever the bundle runs from. (The drive is for Windows.)
 */
const NOWHERE = "file:///C:/bundled/into/one/file/dkek.mjs";

/**
 * How everything is bundled: for reading as well, so nothing is shortened. The text depends on the sources
 * alone: files are named relative to the root folder, and there are no dates.
 *
 * @satisfies {BuildOptions}
 */
export const SETTINGS = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  define: { "import.meta.url": JSON.stringify(NOWHERE) },
  // Packages in the older module system call this for Node's own modules.
  banner: { js: "const require = (name) => process.getBuiltinModule(name);" },
});
