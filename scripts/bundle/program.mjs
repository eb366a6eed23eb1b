import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { build } from "esbuild";
import { root } from "../run.mjs";
import { SETTINGS } from "./settings.mjs";
import { SWAPS } from "./swaps.mjs";

/** @typedef {import("esbuild").Metafile} Metafile */

/** Where a bundle begins, and in which kind of module: Node can only have the older one inside. */
const KINDS = /** @type {const} */ ({
  file: { entry: "scripts/bundle/entry.mjs", format: "esm" },
  inside: { entry: "scripts/bundle/entry-inside-node.mjs", format: "cjs" },
});

const olderModule = createRequire(join(root, "packages/sss/package.json")).resolve(
  "bigint-crypto-utils",
);

/**
 * The whole program as one text.
 *
 * @param {"file" | "inside"} kind a file that Node runs, or what an executable has inside
 * @returns {Promise<{ text: string, inputs: readonly string[] }>} and the files that are in it, relative to the
 * root folder
 */
export async function bundleProgram(kind = "file") {
  /** @type {Metafile[]} */
  const metafiles = [];
  const swapped = new Set();
  const { outputFiles, metafile } = await build({
    ...SETTINGS,
    entryPoints: [KINDS[kind].entry],
    format: KINDS[kind].format,
    // Its newer module waits while it is loaded, which the older kind can't.
    alias: kind === "inside" ? { "bigint-crypto-utils": olderModule } : {},
    banner: kind === "inside" ? {} : { js: `#!/usr/bin/env node\n${SETTINGS.banner.js}` },
    plugins: [
      {
        name: "swaps",
        setup({ onLoad }) {
          onLoad({ filter: /[\\/]dist[\\/]/ }, async ({ path }) => {
            const name = relative(root, path).split(sep).join("/");
            const swap = await SWAPS[name]?.();
            if (swap === undefined) return undefined;
            swapped.add(name);
            metafiles.push(...(swap.metafiles ?? []));
            return { contents: swap.contents };
          });
        },
      },
    ],
  });
  const left = Object.keys(SWAPS).filter((name) => !swapped.has(name));
  if (left.length > 0) throw new Error(`nothing imports ${left.join(", ")} any more`);
  const [file] = outputFiles;
  if (file === undefined) throw new Error("nothing came of the program");
  const inputs = [metafile, ...metafiles].flatMap(inputsOf);
  return { text: file.text, inputs: [...new Set(inputs)].sort() };
}

/**
 * What really came into a bundle.
 *
 * @param {Metafile} metafile
 */
function inputsOf({ outputs }) {
  return Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  );
}
