// Builds the auditor's page, packages/auditor/dist/verify.html.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPage } from "./page/build.mjs";
import { root } from "./run.mjs";

const { page } = buildPage();
const folder = join(root, "packages/auditor/dist");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "verify.html"), page);
console.log(`packages/auditor/dist/verify.html: ${Math.ceil(page.length / 1000)} kB`);
