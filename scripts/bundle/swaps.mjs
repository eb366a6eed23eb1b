import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRequest } from "../../packages/print/dist/cups/request-files.js";
import { readFontFile } from "../../packages/print/dist/page/font-files.js";
import { readWasm } from "../../packages/scan/dist/wasm-file.js";
import { root } from "../run.mjs";
import { bundleWorker } from "./worker.mjs";

/** @typedef {import("esbuild").Metafile} Metafile */
/** @typedef {{ contents: string, metafiles?: readonly Metafile[] }} Swap what else was bundled for it */

const FONTS = /** @type {const} */ (["text", "strong", "digits"]);
const REQUESTS = /** @type {const} */ ([
  "print-job",
  "purge-job",
  "get-job",
  "get-jobs",
  "get-printer",
  "get-printers",
]);
const WORKERS = {
  derivationWorker: "packages/dkek-file/dist/derivation-worker.js",
  searchWorker: "packages/dkek-file/dist/search/search-worker.js",
  speedWorker: "packages/dkek-file/dist/search/speed-worker.js",
};

/**
 * The modules that read or name something beside them, and what stands in their places in the bundle: the
 * thing itself. Everything else is bundled as it is.
 *
 * @type {Readonly<Record<string, () => Swap | Promise<Swap>>>}
 */
export const SWAPS = {
  "packages/cli/dist/manifest-file.js": () => {
    const manifest = readFileSync(join(root, "packages/cli/package.json"), "utf8");
    const { name, version } = JSON.parse(manifest);
    const text = JSON.stringify({ name, version });
    return { contents: `export const manifestText = () => ${JSON.stringify(text)};` };
  },
  "packages/dkek-file/dist/worker-files.js": async () => {
    const lines = [
      'const urlOf = (text) => new URL("data:text/javascript," + encodeURIComponent(text));',
    ];
    const metafiles = [];
    for (const [name, entry] of Object.entries(WORKERS)) {
      const { text, metafile } = await bundleWorker(entry);
      lines.push(`export const ${name} = urlOf(${JSON.stringify(text)});`);
      metafiles.push(metafile);
    }
    return { contents: lines.join("\n"), metafiles };
  },
  "packages/print/dist/page/font-files.js": () => {
    const fonts = FONTS.map((name) => [name, base64(readFontFile(name))]);
    return {
      contents: `const FONTS = ${JSON.stringify(Object.fromEntries(fonts))};
        export const readFontFile = (name) => Buffer.from(FONTS[name], "base64");`,
    };
  },
  "packages/print/dist/cups/request-files.js": () => {
    const requests = REQUESTS.map((name) => [name, readRequest(name)]);
    return {
      contents: `const REQUESTS = ${JSON.stringify(Object.fromEntries(requests))};
        export const readRequest = (name) => REQUESTS[name];`,
    };
  },
  "packages/scan/dist/wasm-file.js": async () => {
    const wasm = JSON.stringify(base64(await readWasm()));
    return { contents: `export const readWasm = async () => Buffer.from(${wasm}, "base64");` };
  },
  "packages/print/dist/cups/guard-program.js": () => ({
    contents: `import { isSea } from "node:sea";
      export const guardProgram = isSea()
        ? { file: "--part=print-guard", args: [] }
        : { file: process.argv[1], args: ["--part=print-guard"] };`,
  }),
  "packages/virtual-hsm/dist/relay-program.js": () => ({
    contents: `import { isSea } from "node:sea";
      export const relayProgram = [...(isSea() ? [] : [process.argv[1]]), "--part=vpcd-relay"];`,
  }),
};

/** @param {Uint8Array} bytes */
function base64(bytes) {
  return Buffer.from(bytes).toString("base64");
}
