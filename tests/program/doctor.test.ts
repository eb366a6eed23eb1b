import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DKEK, dkek, type Outcome, run, startDkek, temporaryFolder } from "../support/program.js";
import { dkekOnTerminal } from "../support/pseudo-terminal.js";

/** As `dkek doctor --help` lists them. */
const CHECKS =
  "node opensc pcsc hsm printer spool swap hibernation core-dumps temporary-files disk network radio machine terminal onlookers opensc-log pcsc-log spies foreign-code clock".split(
    " ",
  );
/** Everything else is beside the point: whatever this machine is like. */
const acceptAllBut = (...checks: readonly string[]): string[] =>
  CHECKS.filter((check) => !checks.includes(check)).flatMap((check) => ["--accept", check]);

interface Check {
  readonly check: string;
  readonly level: string;
  readonly code: string;
  readonly says: string;
}

function checkIn({ stdout }: Outcome, name: string): Check | undefined {
  const { checks } = JSON.parse(stdout) as { checks: readonly Check[] };
  return checks.find(({ check }) => check === name);
}

/** One check of `dkek doctor --json`, as it is with these variables set. */
async function checkWith(env: Record<string, string>, name: string): Promise<Check | undefined> {
  return checkIn(await dkek(["doctor", "--json"], { cwd: temporaryFolder(), env }), name);
}

test("--json: every check with a level and a code, and the exit status that follows", async () => {
  const cwd = temporaryFolder();
  const outcome = await dkek(["doctor", "--json", "--lang", "de"], { cwd });
  const report = JSON.parse(outcome.stdout);
  expect(report.checks.map(({ check }: Check) => check)).toEqual(CHECKS);
  for (const { level, code, says } of report.checks) {
    expect(level).toMatch(/^(green|yellow|red|unknown)$/);
    expect(code).toMatch(/^[a-z-]+$/);
    expect(says).not.toBe("");
  }
  const red = report.checks.filter(({ level }: Check) => level === "red");
  expect(report).toMatchObject({
    ok: red.length === 0,
    strict: false,
    accepted: [],
    refused: red.map(({ check }: Check) => check),
  });
  expect(outcome.status).toBe(red.length === 0 ? 0 : 1);
  expect(checkIn(outcome, "node")).toMatchObject({ level: "green", says: process.versions.node });
  // For machines it speaks English.
  expect(outcome.stdout).not.toMatch(/[äöüß]/);
});

test("--strict: what can't be told is not green; what was accepted is", async () => {
  const cwd = temporaryFolder();
  const status = async (args: readonly string[], env: Record<string, string>) =>
    (await dkek(["doctor", ...args], { cwd, env })).status;
  const untold = { OPENSC_CONF: join(cwd, "missing.conf") };
  const others = acceptAllBut("opensc-log");
  const all = acceptAllBut();
  expect(await status(others, untold)).toBe(0);
  expect(await status(["--strict", ...others], untold)).toBe(1);
  expect(await status(["--strict", ...all], untold)).toBe(0);
  expect(await status(others, { OPENSC_DEBUG: "9" })).toBe(1);
  expect(await status(all, { OPENSC_DEBUG: "9" })).toBe(0);
});

test("a check that there is none of is wrong use", async () => {
  const { status, stderr } = await dkek(["doctor", "--accept", "weather"], { cwd: "/" });
  expect(status).toBe(2);
  expect(stderr).toContain("--accept weather: there is no such check");
  expect(stderr).toContain(CHECKS.join(", "));
});

test("the help names just the checks that there are", async () => {
  const { stdout } = await dkek(["doctor", "--help"], { cwd: "/" });
  expect(/checks: ([a-z\s-]+)/.exec(stdout)?.[1]?.trim().split(/\s+/)).toEqual(CHECKS);
});

test("logs that the environment or a file asks for", async () => {
  const cwd = temporaryFolder();
  const conf = join(cwd, "opensc.conf");
  writeFileSync(conf, "app default {\n  debug = 9;\n}\n");
  expect(await checkWith({ OPENSC_DEBUG: "9" }, "opensc-log")).toMatchObject({ level: "red" });
  expect(await checkWith({ OPENSC_CONF: conf }, "opensc-log")).toMatchObject({
    level: "red",
    says: expect.stringContaining(conf),
  });
  writeFileSync(conf, "app default {\n  # debug = 9;\n}\n");
  expect(await checkWith({ OPENSC_CONF: conf }, "opensc-log")).toMatchObject({ level: "green" });
});

test("spies and foreign code", async () => {
  const spied = { PKCS11SPY: "/usr/lib/opensc-pkcs11.so", NODE_OPTIONS: "--trace-warnings" };
  const outcome = await dkek(["doctor", "--json"], { cwd: "/", env: spied });
  expect(checkIn(outcome, "spies")).toMatchObject({ level: "red", says: "set: PKCS11SPY" });
  expect(checkIn(outcome, "foreign-code")).toMatchObject({ level: "red" });
});

test("core dumps, by the limit that it runs under", async () => {
  const cwd = temporaryFolder();
  const under = (limit: string): Promise<Outcome> =>
    run(
      "sh",
      ["-c", `ulimit -c ${limit}; exec "$@"`, "sh", process.execPath, DKEK, "doctor", "--json"],
      {
        cwd,
      },
    );
  const pattern = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
  // A program that takes dumps gets them whatever the limit is, but for systemd's.
  const obeys = !pattern.startsWith("|") || pattern.includes("systemd-coredump");
  expect(checkIn(await under("unlimited"), "core-dumps")).toMatchObject({ level: "red" });
  expect(checkIn(await under("0"), "core-dumps")).toMatchObject({ level: obeys ? "green" : "red" });
});

test("on a terminal: in colours, within 80 columns, and the recorder is seen", async () => {
  const terminal = dkekOnTerminal(["doctor"], temporaryFolder(), {
    LC_ALL: "C.UTF-8",
    NO_COLOR: "",
  });
  await terminal.sees("NOT FIT: ");
  await terminal.ended;
  expect(terminal.output()).toContain("\u001b[31mRED");
  expect(terminal.screen()).toMatch(/^RED {5}terminal {9}script writes down what is shown$/m);
  expect(terminal.screen()).toContain(" → leave it");
  for (const line of terminal.screen().split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("NO_COLOR, and a locale without Unicode", async () => {
  const terminal = dkekOnTerminal(["doctor", "--lang", "de"], temporaryFolder(), {
    LC_ALL: "C",
    NO_COLOR: "1",
  });
  await terminal.sees("TAUGT NICHT: ");
  await terminal.ended;
  expect(terminal.output()).not.toContain("\u001b[3");
  expect(terminal.screen()).toContain("ROT     Terminal         script schreibt auf");
  expect(terminal.screen()).toContain("-> Verlassen Sie es");
  expect(terminal.screen()).toMatch(/^[\0-\x7f]*$/);
});

test("a daemon that takes connections and never answers holds nothing up", async () => {
  const cwd = temporaryFolder();
  const socket = join(cwd, "silent");
  const silent = createServer(() => {}).listen(socket);
  onTestFinished(() => void silent.close());
  const env = { CUPS_SERVER: socket, PCSCLITE_CSOCK_NAME: socket };
  const begun = Date.now();
  const { child, outcome } = startDkek(["doctor", "--json"], { cwd, env });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = await outcome;
  expect(Date.now() - begun).toBeLessThan(30_000);
  // opensc-tool asks the daemon even for its own version.
  expect(checkIn(ended, "opensc")).toMatchObject({ level: "red", code: "no-answer" });
  expect(checkIn(ended, "printer")).toMatchObject({ level: "yellow", code: "failed" });
});

test("dkek create shows first what is not green, on standard error", async () => {
  const cwd = temporaryFolder();
  const args = ["create", "--threshold", "2", "--total", "2", "--out", "set"];
  const env = { OPENSC_DEBUG: "9", LC_ALL: "C.UTF-8" };
  const { child, outcome } = startDkek(args, { cwd, env });
  child.stderr?.on("data", (text: string) => {
    if (text.includes("sealing")) child.kill("SIGINT");
  });
  const { status, stderr } = await outcome;
  expect(status).toBe(130);
  const before = stderr.slice(0, stderr.indexOf("sealing"));
  expect(before).toContain("dkek doctor says what to do:\n");
  expect(before).toContain(
    "\n  RED     OpenSC's log: OPENSC_DEBUG asks for a log, with PINs in it\n",
  );
});
