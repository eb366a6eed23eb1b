import { inOrder, keyOf } from "../licences/dependencies.mjs";

/** @typedef {import("../licences/dependencies.mjs").Dependency} Dependency */
/** @typedef {{ name: string, dependencies: readonly Dependency[] }} Product a file of the bundle, and whose work is in it */

/**
 * The bill of materials as CycloneDX 1.6 has it: everything that others have made and is in the bundle, and in
 * which file of it. Without a serial number and a date, which would differ between two builds of the same.
 *
 * @param {string} version
 * @param {readonly Product[]} products
 */
export function sbomOf(version, products) {
  const bundle = application({ ref: `dkek@${version}`, name: "dkek", version });
  const files = products.map(({ name }) => application({ ref: refOf(name), name, version }));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { ...bundle, components: files } },
    components: inOrder(products.flatMap(({ dependencies }) => dependencies)).map((one) => ({
      type: "library",
      "bom-ref": keyOf(one),
      name: one.name,
      version: one.version,
      licenses: [
        /[ (]/.test(one.licence) ? { expression: one.licence } : { license: { id: one.licence } },
      ],
      ...(one.purl === undefined ? {} : { purl: one.purl }),
    })),
    dependencies: [
      { ref: bundle["bom-ref"], dependsOn: products.map(({ name }) => refOf(name)) },
      ...products.map(({ name, dependencies }) => ({
        ref: refOf(name),
        dependsOn: dependencies.map(keyOf),
      })),
    ],
  };
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
