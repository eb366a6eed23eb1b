// Makes dist/dkek-VERSION: everything for a machine without a network.
// npm run bundle -- [--with-node] [--with-debian] [--into FOLDER]
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { requireApt } from "./bundle/debian-release.mjs";
import { failureLine } from "./bundle/failure.mjs";
import { nodeHere } from "./bundle/node-here.mjs";
import { sourcesIn } from "./bundle/source.mjs";
import { mustRun, root } from "./run.mjs";

try {
  await makeBundle();
} catch (error) {
  const line = failureLine(error);
  if (line === undefined) throw error;
  console.error(line);
  process.exitCode = 1;
}

async function makeBundle() {
  const { values } = parseArgs({
    options: {
      "with-node": { type: "boolean" },
      "with-debian": { type: "boolean" },
      into: { type: "string" },
      "as-built": { type: "boolean" }, // for tests: what is built already is bundled
    },
  });
  const withDebian = values["with-debian"] === true;
  if (withDebian) requireApt();
  const node = values["with-node"] ? nodeHere() : undefined;
  // Everybody may read what is made, whoever makes it.
  process.umask(0o022);
  if (!values["as-built"]) mustRun(process.execPath, ["scripts/setup.mjs"]);

  // What is bundled, and what bundles, is there only now.
  const { writeBundle } = await import("./bundle/write.mjs");
  const into = resolve(values.into ?? join(root, "dist"));
  const source = sourcesIn(root);
  const { folder, sum } = await writeBundle({ into, source, node, withDebian });
  if (source.trouble !== undefined) console.error(source.trouble);
  console.log(`${folder}\nSHA-256 of its SHA256SUMS, to be published:\n${sum}`);
}
