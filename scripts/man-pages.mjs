// Writes the manual pages, from what --help shows, after a build: node scripts/man-pages.mjs [FOLDER]
// Then: man -l man/dkek.1
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { globalOptions, manualPages, programName, readOutline } from "@dkek/cli/outline";
import { root } from "./run.mjs";

const folder = resolve(process.argv[2] ?? join(root, "man"));
// As in https://reproducible-builds.org/specs/source-date-epoch/
const { SOURCE_DATE_EPOCH } = process.env;
const day =
  SOURCE_DATE_EPOCH === undefined ? new Date() : new Date(Number(SOURCE_DATE_EPOCH) * 1000);
const issue = { date: day.toISOString().slice(0, 10), program: programName() };
mkdirSync(folder, { recursive: true });
for (const { file, content } of manualPages(await readOutline(), globalOptions(), issue)) {
  writeFileSync(join(folder, file), content);
}
console.log(`manual pages: ${folder}`);
