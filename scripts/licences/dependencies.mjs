import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.mjs";

/**
 * What others have made, and is in something that we give away.
 *
 * @typedef {object} Dependency
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression
 * @property {string} notice the licence's text, with whose work it is
 * @property {readonly { name: string, version: string }[]} [parts] what is in it of others, whose licences its
 * notice tells of
 * @property {string} [purl] where it comes from, as https://github.com/package-url/purl-spec writes it
 */

/**
 * The packages that bundled files belong to, and what else is in them or was put beside them.
 *
 * @param {readonly string[]} inputs relative to the root folder
 * @param {readonly Dependency[]} [others] such as fonts
 * @returns {Dependency[]} in the order of their names and versions
 */
export function dependenciesOf(inputs, others = []) {
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const packages = [...folders].map(readPackage);
  return inOrder([...packages, ...others, zxing(packages)]);
}

/**
 * Each once (a package may be installed twice, for different peers), in the order of names and versions.
 *
 * @param {readonly Dependency[]} dependencies
 */
export function inOrder(dependencies) {
  const known = new Map(dependencies.map((one) => [keyOf(one), one]));
  return [...known.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** @param {Dependency} dependency */
export function keyOf({ name, version }) {
  return `${name}@${version}`;
}

/**
 * @param {string} input
 * @returns {string | undefined} undefined for a file of ours
 */
function packageFolder(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/**
 * @param {string} folder
 * @returns {Dependency}
 */
function readPackage(folder) {
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const { name, version } = manifest;
  const licence = manifest.license ?? nameOf(noticeIn(folder));
  if (typeof licence !== "string") throw new Error(`${name} does not name its licence`);
  const [scope, bare] = name.startsWith("@") ? name.slice(1).split("/") : ["", name];
  const purl = `pkg:npm/${scope === "" ? "" : `%40${scope}/`}${bare}@${version}`;
  return { name, version, licence, notice: noticeIn(folder) ?? withoutText(manifest), purl };
}

/**
 * What licence a text is, where the manifest does not say so.
 *
 * @param {string | undefined} text
 */
function nameOf(text = "") {
  return text.includes("Permission is hereby granted, free of charge, to any person")
    ? "MIT"
    : undefined;
}

/** @param {string} folder */
function noticeIn(folder) {
  const names = readdirSync(join(root, folder))
    .filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name))
    .sort();
  const texts = names.map((name) => readFileSync(join(root, folder, name), "utf8").trim());
  return texts.length === 0 ? undefined : texts.join("\n\n");
}

/** @param {{ license: string, author?: string | { name: string } }} manifest */
function withoutText({ license, author = "not named" }) {
  const who = typeof author === "string" ? author : author.name;
  return `The package has no licence text; its manifest says: ${license}. Author: ${who}.`;
}

/**
 * The fonts of sheets.
 *
 * @returns {Dependency[]}
 */
export function fonts() {
  const of = (
    /** @type {string} */ name,
    /** @type {string} */ version,
    /** @type {string} */ folder,
  ) => ({
    name,
    version,
    licence: "OFL-1.1",
    notice: readFileSync(join(root, "packages/print/fonts", folder, "OFL.txt"), "utf8").trim(),
  });
  return [
    of("IBM Plex Sans", "3.005", "ibm-plex-sans"),
    of("Atkinson Hyperlegible Mono", "2.001", "atkinson-hyperlegible-mono"),
  ];
}

/**
 * The WebAssembly of zxing-wasm is a compiled zxing-cpp, under a licence of its own.
 *
 * @param {readonly Dependency[]} packages
 * @returns {Dependency}
 */
function zxing(packages) {
  const wasm = packages.find(({ name }) => name === "zxing-wasm");
  if (wasm === undefined) throw new Error("zxing-wasm is not in it any more");
  return {
    name: "zxing-cpp",
    version: `as in zxing-wasm ${wasm.version}`,
    licence: "Apache-2.0",
    notice: `Copyright of the ZXing and zxing-cpp authors.\n\n${readFileSync(join(root, "packages/scan/licences/zxing-cpp.txt"), "utf8").trim()}`,
  };
}
