import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a program in the root folder, with its output passed on.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {boolean} whether it ended with exit status 0
 */
export function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === "win32" && program === "npm",
  });
  if (error !== undefined) console.error(`${program}: ${error.message}`);
  return status === 0;
}

/**
 * Runs a program that must succeed; ends this process if it does not.
 *
 * @param {string} program
 * @param {readonly string[]} args
 */
export function mustRun(program, args) {
  if (run(program, args)) return;
  console.error(`failed: ${program} ${args.join(" ")}`);
  process.exit(1);
}

/** What to put before a command that needs root: nothing, if we are. */
export const asRoot = process.getuid?.() === 0 ? [] : ["sudo"];
