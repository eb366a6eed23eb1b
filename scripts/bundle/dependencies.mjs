import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.mjs";

/**
 * What others have made, and is in the bundle.
 *
 * @typedef {object} Dependency
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression
 * @property {string} notice the licence's text, with whose work it is
 * @property {string} [purl] where it comes from, as https://github.com/package-url/purl-spec writes it
 */

/**
 * The packages that bundled files belong to, and what they have in them without being files of their own.
 *
 * @param {readonly string[]} inputs relative to the root folder
 * @returns {Dependency[]} in the order of their names and versions
 */
export function dependenciesOf(inputs) {
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const packages = [...folders].map(readPackage);
  // The same package may be installed twice, for different peers.
  const known = new Map([...packages, ...fonts(), zxing(packages)].map((one) => [keyOf(one), one]));
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

/** @returns {Dependency[]} */
function fonts() {
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
  const apache = packages.find(({ licence }) => licence === "Apache-2.0");
  if (wasm === undefined || apache === undefined) throw new Error("zxing-wasm has changed");
  return {
    name: "zxing-cpp",
    version: `as in zxing-wasm ${wasm.version}`,
    licence: "Apache-2.0",
    notice: `Copyright of the ZXing and zxing-cpp authors. The Apache License 2.0, as it stands with ${keyOf(apache)}.`,
  };
}

/** The licence of the program itself. */
export function ownLicence() {
  const path = join(root, "LICENSE");
  if (!existsSync(path)) throw new Error("LICENSE is missing");
  return readFileSync(path, "utf8").trim();
}
