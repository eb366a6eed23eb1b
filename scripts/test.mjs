// Everything that can be tested: types, lint, unit and property tests, and end to end with the real
// OpenSC. Installs what it needs, and ends with the counts alone on a line.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installDebianPackages } from "./debian.mjs";
import { asRoot, mustRun, run } from "./run.mjs";

const node = process.execPath;
const tsc = [node, "node_modules/typescript/bin/tsc"];
const vitest = [node, "node_modules/vitest/vitest.mjs", "run"];
const reports = mkdtempSync(join(tmpdir(), "dkek-test-"));

// pcscd's virtual reader listens on all addresses: in a network namespace of its own there is only
// loopback, and nobody else's card can get in.
const alone = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];

mustRun(node, ["scripts/setup.mjs"]);
installDebianPackages();

const counts = { passed: 0, failed: 0, skipped: 0 };
check("types", [...tsc, "--project", "tsconfig.checks.json"]);
check("lint", [node, "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"]);
tests("unit", vitest);
tests("program", vitest);
tests("end-to-end", [...asRoot, ...alone, ...vitest]);
rmSync(reports, { recursive: true });

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 && counts.skipped === 0 ? 0 : 1;

/**
 * One check that is right or wrong as a whole.
 *
 * @param {string} name
 * @param {readonly string[]} command
 */
function check(name, [program = "", ...args]) {
  console.log(`\n── ${name}`);
  counts[run(program, args) ? "passed" : "failed"] += 1;
}

/**
 * A vitest project. One that ran no test at all has failed.
 *
 * @param {string} project
 * @param {readonly string[]} command
 */
function tests(project, [program = "", ...args]) {
  console.log(`\n── ${project} tests`);
  const report = join(reports, `${project}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const ok = run(program, [...args, "--project", project, ...reporters], { CI: "true" });
  let result;
  try {
    result = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    result = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };
  }
  counts.passed += result.numPassedTests;
  counts.failed += result.numFailedTests;
  counts.skipped += result.numPendingTests + result.numTodoTests;
  // A file that could not even be loaded fails the run without a failed test.
  if ((!ok && result.numFailedTests === 0) || result.numPassedTests === 0) counts.failed += 1;
}
