// Builds the auditor's page, packages/auditor/dist/verify.html: one file with everything in it. The same
// sources make the same bytes.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSync, transformSync } from "esbuild";

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

const root = new URL("../", import.meta.url);
const room = new URL("packages/auditor/", root);

/** @param {string} path relative to the project's root folder */
const textOf = (path) => readFileSync(new URL(path, root), "utf8");

/** @param {string} path */
const jsonOf = (path) => JSON.parse(textOf(path));

/** The folders of the packages that are in the page. @type {Set<string>} */
const folders = new Set();
const program = bundled("dist/main.js", "iife");
const loader = bundled("dist/loader.js", "esm");
const style = transformSync(textOf("packages/auditor/src/page.css"), {
  loader: "css",
  minify: true,
  charset: "ascii",
}).code.trim();
const { resolve } = createRequire(new URL("packages/scan/package.json", root));
const reader = readFileSync(resolve("zxing-wasm/reader/zxing_reader.wasm"));

const policy = [
  "default-src 'none'",
  // The program is unpacked by the loader, and runs because its hash is this one.
  `script-src '${hashOf(loader)}' '${hashOf(program)}' 'wasm-unsafe-eval'`,
  `style-src '${hashOf(style)}'`,
  // Key derivations; what they run is the program again.
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const parts = /** @type {Record<string, Buffer>} */ ({
  policy: Buffer.from(policy),
  style: Buffer.from(style),
  program: packed(Buffer.from(program)),
  reader: packed(reader),
  licences: packed(Buffer.from(licences(folders))),
  loader: Buffer.from(loader),
});
const page = Buffer.concat(
  PAGE.split(/\{\{(\w+)\}\}/).map((text, place) =>
    place % 2 === 0 ? Buffer.from(text) : (parts[text] ?? Buffer.alloc(0)),
  ),
);
mkdirSync(new URL("dist/", room), { recursive: true });
writeFileSync(new URL("dist/verify.html", room), page);
console.log(`packages/auditor/dist/verify.html: ${Math.ceil(page.length / 1000)} kB`);

/**
 * One script of a module and all that it imports, in ASCII.
 *
 * @param {string} entry
 * @param {"esm" | "iife"} format
 */
function bundled(entry, format) {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: fileURLToPath(room),
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
      DKEK_VECTORS: JSON.stringify(vectors()),
    },
  });
  for (const input of Object.keys(metafile.inputs)) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder !== undefined) folders.add(fileURLToPath(new URL(folder, room)));
  }
  const text = outputFiles[0]?.text.trim() ?? "";
  if (/<\/script|<!--/i.test(text)) throw new Error(`${entry}: would end its own element`);
  return text;
}

/** What the page's self-check compares with: see packages/auditor/src/built-in.ts. */
function vectors() {
  const { sets } = jsonOf("tests/vectors/pbe.json");
  const named = (/** @type {string} */ name) =>
    sets.find((/** @type {{ name: string }} */ set) => set.name === name);
  const quorum = named("shares-3of5");
  const password = named("password");
  const cards = [1, 3, 5].map((id) => {
    const share = quorum.shares.find((/** @type {{ id: number }} */ each) => each.id === id);
    return `Prime: ${quorum.primeDisplayed}\nShare ID: ${id}\nShare value: ${share.valueDisplayed}\n`;
  });
  const wrongCards = cards.map((card, place) =>
    place === 0 ? card.replace(/.\n$/, (end) => (end[0] === "0" ? "1\n" : "0\n")) : card,
  );
  const [code] = jsonOf("packages/ceremony/src/card-string.vectors.json").valid;
  const backup = jsonOf("tests/vectors/key-backups.json").keyBackups[0];
  return {
    quorum: { pbeHex: quorum.pbeHex, kcvHex: quorum.kcvHex, cards, wrongCards },
    password: {
      pbeHex: password.pbeHex,
      kcvHex: password.kcvHex,
      passwordHex: password.passwordHex,
    },
    code: { string: code.string, id: code.card.id },
    backupHex: backup.fileHex,
  };
}

/**
 * The licences of everything in the page: ours, those of packages, and that of zxing-cpp, which the
 * WebAssembly of zxing-wasm is made from.
 *
 * @param {ReadonlySet<string>} folders
 */
function licences(folders) {
  const packages = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) throw new Error(`${name} has no licence with it`);
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}`;
  });
  const texts = [
    `dkek\n\n${textOf("LICENSE").trim()}`,
    ...new Set(packages.sort()),
    `zxing-cpp (Apache-2.0), by the ZXing and zxing-cpp authors\n\n${textOf("packages/auditor/licences/apache-2.0.txt").trim()}`,
  ];
  return `${texts.join(`\n\n${"-".repeat(72)}\n\n`).replaceAll("\r", "")}\n`;
}

/** @param {string} text */
function hashOf(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/**
 * Compressed, and byte for byte a text in windows-1252: base64 would make a third more of it, and the page
 * too large. The four bytes that a parser of HTML would not leave as they are stand there as `=` and
 * the byte 64 further on.
 *
 * @param {Buffer} bytes
 */
function packed(bytes) {
  const escaped = [0x00, 0x0d, 0x3c, 0x3d]; // NUL, carriage return, <, =
  const zipped = gzipSync(bytes, { level: 9 });
  // Which system it was made on is nobody's business, and would make the page another one.
  zipped[9] = 0xff;
  return Buffer.from(
    [...zipped].flatMap((byte) => (escaped.includes(byte) ? [0x3d, byte + 64] : [byte])),
  );
}
