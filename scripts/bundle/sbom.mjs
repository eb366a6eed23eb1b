import { inOrder, keyOf } from "../licences/dependencies.mjs";

/** @typedef {import("../licences/dependencies.mjs").Dependency} Dependency */
/** @typedef {import("./debian-fetch.mjs").DebianPackage} DebianPackage */
/** @typedef {{ name: string, dependencies: readonly Dependency[] }} Product a file of the bundle, and whose work is in it */

/**
 * The bill of materials as CycloneDX 1.6 has it: everything that others have made and is in the bundle, and in
 * which file of it. Without a serial number and a date, which would differ between two builds of the same.
 *
 * @param {string} version
 * @param {readonly Product[]} products
 * @param {readonly DebianPackage[]} packages each has its licences in itself
 */
export function sbomOf(version, products, packages = []) {
  const bundle = application({ ref: `dkek@${version}`, name: "dkek", version });
  const files = products.map(({ name }) => application({ ref: refOf(name), name, version }));
  const debian = { type: "data", "bom-ref": DEBIAN, name: "debian/packages" };
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { ...bundle, components: [...files, ...(packages.length > 0 ? [debian] : [])] },
    },
    components: [
      ...inOrder(products.flatMap(({ dependencies }) => dependencies)).map(libraryOf),
      ...packages.map(debianPackageOf),
    ],
    dependencies: [
      { ref: bundle["bom-ref"], dependsOn: products.map(({ name }) => refOf(name)) },
      ...(packages.length > 0 ? [{ ref: DEBIAN, dependsOn: packages.map(debianRef) }] : []),
      ...products.map(({ name, dependencies }) => ({
        ref: refOf(name),
        dependsOn: dependencies.map(keyOf),
      })),
    ],
  };
}

/** The folder of Debian packages. */
const DEBIAN = refOf("debian/packages");

/** @param {Dependency} dependency */
function libraryOf(dependency) {
  const { name, version, licence, purl, parts = [] } = dependency;
  return {
    type: "library",
    "bom-ref": keyOf(dependency),
    name,
    version,
    licenses: [/[ (]/.test(licence) ? { expression: licence } : { license: { id: licence } }],
    ...(purl === undefined ? {} : { purl }),
    ...(parts.length === 0 ? {} : { components: parts.map((part) => partOf(dependency, part)) }),
  };
}

/**
 * What came with a dependency, under the licence that its notice tells.
 *
 * @param {Dependency} dependency
 * @param {{ name: string, version: string }} part
 */
function partOf(dependency, { name, version }) {
  const ref = `${keyOf(dependency)}/${name}@${version}`;
  return { type: "library", "bom-ref": ref, name, version };
}

/** @param {DebianPackage} one */
function debianPackageOf(one) {
  const purl = debianRef(one);
  return { type: "library", "bom-ref": purl, name: one.name, version: one.version, purl };
}

/**
 * As https://github.com/package-url/purl-spec writes it: with a colon as it is.
 *
 * @param {DebianPackage} one
 */
function debianRef({ name, version, architecture, vendor }) {
  const written = encodeURIComponent(version).replaceAll("%3A", ":");
  return `pkg:deb/${vendor}/${encodeURIComponent(name)}@${written}?arch=${architecture}`;
}

/**
 * What a file of the bundle is called in the bill: the executable has the bundle's own name.
 *
 * @param {string} name
 */
function refOf(name) {
  return `file:${name}`;
}

/** @param {{ ref: string, name: string, version: string }} component */
function application({ ref, name, version }) {
  return {
    type: "application",
    "bom-ref": ref,
    name,
    version,
    licenses: [{ license: { id: "MIT" } }],
  };
}
