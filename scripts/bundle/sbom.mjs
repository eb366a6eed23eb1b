import { keyOf } from "./dependencies.mjs";

/**
 * The bill of materials as CycloneDX 1.6 has it: everything that others have made and is in the bundle. Without
 * a serial number and a date, which would differ between two builds of the same.
 *
 * @param {{ name: string, version: string }} program
 * @param {readonly import("./dependencies.mjs").Dependency[]} dependencies
 */
export function sbomOf({ name, version }, dependencies) {
  const itself = `${name}@${version}`;
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": itself,
        name,
        version,
        licenses: [{ license: { id: "MIT" } }],
      },
    },
    components: dependencies.map((one) => ({
      type: "library",
      "bom-ref": keyOf(one),
      name: one.name,
      version: one.version,
      licenses: [
        /[ (]/.test(one.licence) ? { expression: one.licence } : { license: { id: one.licence } },
      ],
      ...(one.purl === undefined ? {} : { purl: one.purl }),
    })),
    dependencies: [{ ref: itself, dependsOn: dependencies.map(keyOf) }],
  };
}
