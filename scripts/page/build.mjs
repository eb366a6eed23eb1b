import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { dependenciesOf } from "../licences/dependencies.mjs";
import { licenceText } from "../licences/licence-text.mjs";
import { root } from "../run.mjs";
import { packed } from "./packed.mjs";
import { bundleScript } from "./script.mjs";
import { textOf } from "./sources.mjs";

/** Nothing may come between an element of script or style and its content, which has a hash. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="windows-1252">
<meta http-equiv="Content-Security-Policy" content="{{policy}}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>dkek verify</title>
<style>{{style}}</style>
<script type="application/octet-stream" id="packed-program">{{program}}</script>
<script type="application/octet-stream" id="packed-reader">{{reader}}</script>
<script type="application/octet-stream" id="packed-licences">{{licences}}</script>
</head>
<body>
<noscript>This page works with JavaScript, which it brings along: allow it for this file.</noscript>
<script type="module">{{loader}}</script>
</body>
</html>
`;

/**
 * The auditor's page: one file with everything in it. The same sources make the same bytes.
 *
 * @returns {{ page: Buffer, dependencies: readonly import("../licences/dependencies.mjs").Dependency[] }}
 * and whose work is in it
 */
export function buildPage() {
  const program = bundleScript("packages/auditor/dist/main.js", "iife");
  const loader = bundleScript("packages/auditor/dist/loader.js", "esm");
  const dependencies = dependenciesOf([...program.inputs, ...loader.inputs]);
  const style = transformSync(textOf("packages/auditor/src/page.css"), {
    loader: "css",
    minify: true,
    charset: "ascii",
  }).code.trim();
  const { resolve } = createRequire(join(root, "packages/scan/package.json"));
  const reader = readFileSync(resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const parts = /** @type {Record<string, Buffer>} */ ({
    policy: Buffer.from(policyOf({ program: program.text, loader: loader.text, style })),
    style: Buffer.from(style),
    program: packed(Buffer.from(program.text)),
    reader: packed(reader),
    licences: packed(Buffer.from(licenceText("dkek", dependencies))),
    loader: Buffer.from(loader.text),
  });
  const page = Buffer.concat(
    PAGE.split(/\{\{(\w+)\}\}/).map((text, place) =>
      place % 2 === 0 ? Buffer.from(text) : (parts[text] ?? Buffer.alloc(0)),
    ),
  );
  return { page, dependencies };
}

/** @param {{ program: string, loader: string, style: string }} texts */
function policyOf({ program, loader, style }) {
  return [
    "default-src 'none'",
    // The program is unpacked by the loader, and runs because its hash is this one.
    `script-src '${hashOf(loader)}' '${hashOf(program)}' 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}'`,
    // Key derivations; what they run is the program again.
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** @param {string} text */
function hashOf(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
