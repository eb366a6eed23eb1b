import { buildSync } from "esbuild";
import { root } from "../run.mjs";
import { jsonOf } from "./sources.mjs";
import { publishedVectors } from "./vectors.mjs";

/**
 * One script of a module of the auditor's page and all that it imports, in ASCII.
 *
 * @param {string} entry relative to the root folder
 * @param {"esm" | "iife"} format
 * @returns {{ text: string, inputs: readonly string[] }} and the files that are in it, relative to the root
 * folder
 */
export function bundleScript(entry, format) {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: "browser",
    format,
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    // What tsc has built needs no settings of its own.
    tsconfigRaw: {},
    logOverride: { "empty-import-meta": "silent" },
    define: {
      DKEK_VERSION: JSON.stringify(jsonOf("packages/cli/package.json").version),
      DKEK_VECTORS: JSON.stringify(publishedVectors()),
    },
  });
  const text = outputFiles[0]?.text.trim() ?? "";
  if (/<\/script|<!--/i.test(text)) throw new Error(`${entry}: would end its own element`);
  return { text, inputs: Object.keys(metafile.inputs) };
}
