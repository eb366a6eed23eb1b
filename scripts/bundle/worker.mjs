import { build } from "esbuild";
import { SETTINGS } from "./settings.mjs";

/**
 * A worker thread's program as one text.
 *
 * @param {string} entry relative to the root folder
 * @returns {Promise<{ text: string, metafile: import("esbuild").Metafile }>}
 */
export async function bundleWorker(entry) {
  const { outputFiles, metafile } = await build({ ...SETTINGS, entryPoints: [entry] });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`nothing came of ${entry}`);
  return { text: file.text, metafile };
}
