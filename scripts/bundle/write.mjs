import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dependenciesOf, fonts, inOrder } from "../licences/dependencies.mjs";
import { asComments, licenceText } from "../licences/licence-text.mjs";
import { buildPage } from "../page/build.mjs";
import { root } from "../run.mjs";
import { writeDebian } from "./debian.mjs";
import { releaseHere } from "./debian-release.mjs";
import { writeExecutable } from "./node-inside.mjs";
import { htmlPage } from "./pages/html.mjs";
import { pdfPage } from "./pages/pdf.mjs";
import { ATTACHED, pageName, pageSources } from "./pages/sources.mjs";
import { bundleProgram } from "./program.mjs";
import { sbomOf } from "./sbom.mjs";
import { startHere } from "./start-here.mjs";
import { SUMS, sha256, sumsOf } from "./sums.mjs";

/**
 * @typedef {object} BundleOptions
 * @property {string} into the folder that the bundle's folder comes into
 * @property {import("./source.mjs").Source} source what it is made of
 * @property {import("./node-here.mjs").NodeHere | undefined} node for an executable with Node inside, too
 * @property {boolean} [withDebian] with the Debian packages, from the network
 */

/**
 * Makes the bundle, in place of one that is there. It has its name only once it is whole: what fails or is
 * stopped in the middle takes nothing away, and leaves nothing that could be taken for a bundle.
 *
 * @param {BundleOptions} options
 * @returns {Promise<{ folder: string, sum: string }>} the sum of all sums
 */
export async function writeBundle(options) {
  const { version } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8"));
  const name = `dkek-${version}`;
  const folder = join(options.into, name);
  const unfinished = `${folder}-unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    const sum = await fill(unfinished, { ...options, version });
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
    return { folder, sum };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {BundleOptions & { version: string }} options
 * @returns {Promise<string>} the sum of all sums
 */
async function fill(folder, { version, source, node, withDebian = false }) {
  const program = `dkek ${version}`;
  mkdirSync(join(folder, "documentation"), { recursive: true });
  const write = (
    /** @type {string} */ path,
    /** @type {string | Uint8Array} */ data,
    mode = 0o644,
  ) => writeFileSync(join(folder, path), data, { mode });

  const { text, inputs } = await bundleProgram();
  const inProgram = dependenciesOf(inputs, fonts());
  write("dkek.mjs", `${text}\n${asComments(licenceText(program, inProgram))}\n`, 0o755);
  const { page: auditorPage, dependencies: inPage } = buildPage();
  write("verify.html", auditorPage);
  const products = [
    { name: "dkek.mjs", dependencies: inProgram },
    { name: "verify.html", dependencies: inPage },
  ];
  if (node !== undefined) {
    const inside = await bundleProgram("inside");
    await writeExecutable(join(folder, "dkek"), {
      node: node.bytes,
      program: inside.text,
      version,
    });
    products.push({
      name: "dkek",
      dependencies: [...dependenciesOf(inside.inputs, fonts()), node.dependency],
    });
  }
  const everything = inOrder(products.flatMap(({ dependencies }) => dependencies));
  write("LICENCES.txt", licenceText(program, everything));
  for (const page of pageSources()) {
    write(`documentation/${pageName(page)}`, htmlPage(page));
    write(`documentation/${pageName(page, "pdf")}`, await pdfPage(page, version));
  }
  for (const file of ATTACHED) {
    write(`documentation/${pageName(file)}`, readFileSync(join(root, file)));
  }
  const packages = writeDebian(join(folder, "debian"), withDebian);
  write("sbom.cdx.json", `${JSON.stringify(sbomOf(version, products, packages), null, 2)}\n`);
  const start = startHere({
    version,
    source,
    withNode: node !== undefined,
    debian: withDebian ? releaseHere().title : undefined,
  });
  write("START-HERE.txt", start.text);
  write("START-HERE.html", start.html);
  const sums = sumsOf(folder);
  write(SUMS, sums);
  return sha256(sums);
}
