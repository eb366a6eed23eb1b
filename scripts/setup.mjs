// Installs the dependencies and builds: nothing more. Needs only Node and npm; pnpm is fetched in
// the version that package.json pins.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/**
 * Runs a program in the root folder with its output passed on; ends this process if it fails.
 *
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === "win32",
  });
  if (error !== undefined || status !== 0) {
    console.error(
      `setup: ${program} ${args.join(" ")}: ${error?.message ?? `exit status ${status}`}`,
    );
    process.exit(1);
  }
}

run("npm", [
  "exec",
  "--yes",
  `--package=${packageManager}`,
  "--",
  "pnpm",
  "install",
  "--frozen-lockfile",
]);
run(process.execPath, ["node_modules/typescript/bin/tsc", "--build"]);
