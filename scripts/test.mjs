// Everything that can be tested: types, lint, unit and property tests, the built program, and end to
// end with the real OpenSC. Installs what it needs, and ends with the counts alone on a line.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { installDebianPackages } from "./debian.mjs";
import { asRoot, mustRun, root } from "./run.mjs";

/**
 * @typedef {object} Job
 * @property {string} name
 * @property {readonly string[]} command
 * @property {string} [report] where vitest writes its counts; a job without is one check
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** What takes longest, by its processor time: mostly the stock tool's key derivations, and Python's. */
const LONGEST = [
  "end-to-end/reissue",
  "end-to-end/life",
  "end-to-end/getting-started",
  "program/rescue.test",
  "end-to-end/virtual-hsm",
  "program/create",
  "program/bundle-alone",
  "program/verify",
  "program/reissue.test",
  "end-to-end/hsm-keys",
  "unit-alone",
  "program/new-set.test",
  "end-to-end/import.test",
  "end-to-end/cups.test",
  "end-to-end/bundle",
  "program/guided-create",
  "end-to-end/new-dkek",
  "end-to-end/pins",
  "end-to-end/rehearse",
  "recovery-by-hand",
  "end-to-end/import-many",
];

/** Many tests wait for a reader or a spooler now and then: one more than there are cores keeps those busy. */
const AT_ONCE = availableParallelism() + 1;

const node = process.execPath;
const reports = mkdtempSync(join(tmpdir(), "dkek-test-"));

mustRun(node, ["scripts/setup.mjs"]);
installDebianPackages();

/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const wrong = [];
try {
  // What fails soonest comes first. The unit tests keep all cores busy by themselves.
  await runAll([check("types", ["typescript/bin/tsc", "--project", "tsconfig.checks.json"])], 1);
  await runAll([check("lint", ["@biomejs/biome/bin/biome", "check", "--error-on-warnings"])], 1);
  await runAll([tests("unit", [])], 1);
  const unitAlone = tests("unit-alone", []);
  const rest = [...endToEnd(), ...programTests(), ...pageTests(), unitAlone];
  await runAll(rest.sort(byLength), AT_ONCE);
} finally {
  rmSync(reports, { recursive: true });
}
if (wrong.length > 0) console.log(`\nnot right: ${wrong.join(", ")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = wrong.length === 0 && total.failed === 0 && total.skipped === 0 ? 0 : 1;

/**
 * A tool that says yes or no as a whole.
 *
 * @param {string} name
 * @param {readonly string[]} args the first is relative to node_modules
 * @returns {Job}
 */
function check(name, [tool = "", ...args]) {
  return { name, command: [node, `node_modules/${tool}`, ...args] };
}

/**
 * The tests of a vitest project, or of one file of it.
 *
 * @param {string} project
 * @param {readonly string[]} files
 * @param {readonly string[]} [prefix] what runs vitest
 * @returns {Job}
 */
function tests(project, files, prefix = []) {
  const name = [project, ...files].join(" ");
  const report = join(reports, `${name.replaceAll("/", "-")}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = [node, "node_modules/vitest/vitest.mjs", "run", "--project", project];
  return { name, report, command: [...prefix, ...vitest, ...reporters, ...files] };
}

/** @returns {Job[]} */
function programTests() {
  return filesIn("tests/program").map((file) => tests("program", [file]));
}

/** @returns {Job[]} */
function pageTests() {
  return filesIn("tests/page").map((file) => tests("page", [file]));
}

/**
 * Each file gets a PC/SC daemon of its own. Daemons meet in their socket, so each file sees a
 * /run/pcscd of its own as well, and a daemon of the system's, with real HSMs behind it, can't be
 * reached from there.
 *
 * @returns {Job[]}
 */
function endToEnd() {
  const own = 'mkdir -p /run/pcscd && mount -t tmpfs tmpfs /run/pcscd && exec "$@"';
  const alone = [...asRoot, "unshare", "--mount", "sh", "-c", own, "sh"];
  return filesIn("tests/end-to-end").map((file) => tests("end-to-end", [file], alone));
}

/**
 * The longest first, so that none is left to run alone at the end.
 *
 * @param {Job} a
 * @param {Job} b
 */
function byLength(a, b) {
  const rank = (/** @type {Job} */ { name }) => {
    const place = LONGEST.findIndex((part) => name.includes(part));
    return place === -1 ? LONGEST.length : place;
  };
  return rank(a) - rank(b);
}

/** @param {string} folder */
function filesIn(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".test.ts"));
  return names.map((name) => `${folder}/${name}`);
}

/**
 * Runs jobs, a few at a time, and shows the output of each when it has ended.
 *
 * @param {readonly Job[]} jobs
 * @param {number} atOnce
 */
async function runAll(jobs, atOnce) {
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      console.log(`── ${job.name} …`);
      const since = performance.now();
      const { ok, output } = await run(job.command);
      const seconds = Math.round((performance.now() - since) / 1000);
      const counts = countsOf(job, ok);
      for (const key of /** @type {const} */ (["passed", "failed", "skipped"])) {
        total[key] += counts[key];
      }
      const right = ok && counts.failed === 0 && counts.skipped === 0 && counts.passed > 0;
      if (!right) wrong.push(job.name);
      const verdict = right ? "right" : "NOT RIGHT";
      console.log(`${right ? "" : output}── ${job.name}: ${verdict} (${seconds} s)`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/**
 * @param {Job} job
 * @param {boolean} ok
 * @returns {Counts}
 */
function countsOf({ report }, ok) {
  if (report === undefined) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  try {
    const result = JSON.parse(readFileSync(report, "utf8"));
    return {
      passed: result.numPassedTests,
      // A file that could not even be loaded fails the run without a failed test.
      failed: result.numFailedTests + (ok || result.numFailedTests > 0 ? 0 : 1),
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/**
 * @param {readonly string[]} command
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run([program = "", ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, CI: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => resolve({ ok: false, output: `${program}: ${error.message}\n` }));
    child.on("close", (status) => resolve({ ok: status === 0, output }));
  });
}
