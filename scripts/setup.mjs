// Installs the dependencies and builds: nothing more. Needs only Node and npm; pnpm is fetched in
// the version that package.json pins.
import { readFileSync } from "node:fs";
import { mustRun } from "./run.mjs";

const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
const { packageManager } = JSON.parse(manifest);

const pnpm = ["exec", "--yes", `--package=${packageManager}`, "--", "pnpm"];
mustRun("npm", [...pnpm, "install", "--frozen-lockfile"]);
mustRun(process.execPath, ["node_modules/typescript/bin/tsc", "--build"]);
mustRun(process.execPath, ["scripts/auditor-page.mjs"]);
