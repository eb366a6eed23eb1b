// Makes dist/dkek-VERSION: everything for a machine without a network.
// npm run bundle -- [--with-node] [--with-debian] [--into FOLDER]
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { mustRun, root } from "./run.mjs";

const { values } = parseArgs({
  options: {
    "with-node": { type: "boolean" },
    "with-debian": { type: "boolean" },
    into: { type: "string" },
    "as-built": { type: "boolean" }, // for tests: what is built already is bundled
  },
});
// Everybody may read what is made, whoever makes it.
process.umask(0o022);
if (!values["as-built"]) mustRun(process.execPath, ["scripts/setup.mjs"]);

// What is bundled, and what bundles, is there only now.
const { writeBundle } = await import("./bundle/write.mjs");
const { folder, sum } = await writeBundle({
  into: resolve(values.into ?? join(root, "dist")),
  withNode: values["with-node"] === true,
  withDebian: values["with-debian"] === true,
});
console.log(`${folder}\nSHA-256 of its SHA256SUMS, to be published:\n${sum}`);
