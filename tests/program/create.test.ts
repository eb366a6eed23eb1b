import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fingerprintWords } from "@dkek/ceremony";
import { describe, expect, test } from "vitest";
import { dkek, quickDkek, startDkek, temporaryFolder } from "../support/program.js";

const threeOfFive = ["create", "--threshold", "3", "--total", "5", "--out", "set"];

/** Every file below a folder, relative to it, sorted. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe("dkek create", () => {
  test("makes a set that dkek verify opens, and tells nothing secret", async () => {
    const cwd = temporaryFolder();
    const made = await dkek([...threeOfFive, "--label", "Root CA"], { cwd });
    expect(made).toMatchObject({ status: 0 });
    expect(filesIn(cwd)).toEqual([
      ...[1, 2, 3, 4, 5].flatMap((id) => [`set/cards/card-${id}.pdf`, `set/cards/card-${id}.txt`]),
      "set/dkek.pbe",
      "set/record.json",
      "set/record.pdf",
    ]);
    for (const path of ["set", "set/cards"]) expect(modeOf(join(cwd, path))).toBe(0o700);
    for (const path of filesIn(cwd)) expect(modeOf(join(cwd, path))).toBe(0o600);

    const record = JSON.parse(readFileSync(join(cwd, "set/record.json"), "utf8"));
    expect(record).toMatchObject({
      version: 1,
      set: { label: "Root CA", sharing: { scheme: "p224", threshold: 3, total: 5 } },
    });
    expect(made.stdout).toContain(record.set.dkekShare.kcv);
    expect(made.stderr).toContain("checking the cards against the record");
    expect(made.stdout).toContain("every card is intact by the record");
    const words = /^ {2}fingerprint +((?:\w+\s+){20})read these words out/m.exec(made.stdout)?.[1];
    expect(words?.trim().split(/\s+/)).toEqual(fingerprintWords(record));
    for (const line of words?.split("\n") ?? []) expect(line.length).toBeLessThanOrEqual(80);
    for (const id of [1, 2, 3, 4, 5]) {
      const card = readFileSync(join(cwd, `set/cards/card-${id}.txt`), "utf8");
      const value = /^Share value : ([0-9a-f]{56})$/m.exec(card)?.[1];
      expect(value).toBeDefined();
      expect(`${made.stdout}${made.stderr}${JSON.stringify(record)}`).not.toContain(value);
    }

    const cards = [5, 2, 4].map((id) => `set/cards/card-${id}.txt`);
    const verified = await dkek(["verify", "set/dkek.pbe", "--json", "--card", ...cards], { cwd });
    expect(JSON.parse(verified.stdout)).toMatchObject({
      ok: true,
      setId: record.set.setId,
      kcv: record.set.dkekShare.kcv,
      cards: [5, 2, 4],
      threshold: 3,
      stockToolCanOpen: true,
    });
  });

  test("makes a .pbe with a password, which opens with it alone", async () => {
    const cwd = temporaryFolder();
    const password = "fünf Boxkämpfer jagen Viktor";
    const made = await quickDkek(["create", "--password-fd", "0", "--out", "set"], {
      cwd,
      stdin: `${password}\n`,
    });
    expect(made).toMatchObject({ status: 0 });
    expect(filesIn(cwd)).toEqual(["set/dkek.pbe", "set/record.json", "set/record.pdf"]);
    const open = (stdin: string) =>
      quickDkek(["verify", "set/dkek.pbe", "--password-fd", "0"], { cwd, stdin });
    expect(await open(password)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("the password"),
    });
    expect(await open(password.toUpperCase())).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("the password does not open"),
    });
  });

  test.each([
    ["short", "k9$Tq!x", "shorter than 10"],
    ["common", "password123456", "too easy to guess"],
    ["a keyboard's row", "qwertzuiopü+", "too easy to guess"],
    ["empty", "", "empty"],
  ])("refuses a password that is %s", async (_what, stdin, message) => {
    const cwd = temporaryFolder();
    const refused = await dkek(["create", "--password-fd", "0", "--out", "set"], { cwd, stdin });
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
    if (stdin !== "") expect(refused.stderr).not.toContain(stdin);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("dkek create leaves nothing half-made", () => {
  test("an existing folder is not touched", async () => {
    const cwd = temporaryFolder();
    await mkdir(join(cwd, "set"));
    const refused = await dkek(threeOfFive, { cwd });
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("set exists already"),
    });
    expect(filesIn(cwd)).toEqual([]);
  });

  test("a place that can't be written is found at once", async () => {
    const cwd = temporaryFolder();
    const refused = await dkek(
      ["create", "--threshold", "2", "--total", "3", "--out", "no/such/set"],
      { cwd },
    );
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("does not exist") });
    expect(refused.stderr).not.toContain("sealing");
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s ends it and clears up",
    async (signal) => {
      const cwd = temporaryFolder();
      const { child, outcome } = startDkek(threeOfFive, { cwd });
      await untilUnfinished(cwd);
      child.kill(signal);
      expect(await outcome).toMatchObject({
        status: 130,
        stdout: "",
        stderr: expect.stringContaining("interrupted"),
      });
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  test("after a kill -9 the rest is refused everywhere, and erased when asked; the new set is reported as JSON", async () => {
    const cwd = temporaryFolder();
    const { child, outcome } = startDkek(threeOfFive, { cwd });
    await untilUnfinished(cwd);
    child.kill("SIGKILL");
    expect(await outcome).toMatchObject({ signal: "SIGKILL" });
    const left = readdirSync(cwd);
    expect(left).toEqual([expect.stringMatching(/^set\..+\.dkek-unfinished$/)]);

    const again = await quickDkek(threeOfFive, { cwd });
    expect(again).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--erase-unfinished"),
    });

    // As if the kill had come while the files were being written.
    const pbe = `${left[0]}/dkek.pbe`;
    await writeFile(join(cwd, pbe), "");
    for (const command of ["inspect", "verify"]) {
      const refused = await quickDkek([command, pbe], { cwd });
      expect(refused).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("never finished"),
      });
    }
    const options = ["--erase-unfinished", "--scheme", "sc-hsm", "--share", "2/3", "--json"];
    const made = await quickDkek([...threeOfFive, ...options], { cwd });
    expect(made).toMatchObject({ status: 0 });
    expect(readdirSync(cwd)).toEqual(["set"]);
    expectReport(JSON.parse(made.stdout), cwd);
  });
});

test("a create that is still running is left alone", async () => {
  const cwd = temporaryFolder();
  const { child, outcome } = startDkek(threeOfFive, { cwd });
  await untilUnfinished(cwd);
  const before = readdirSync(cwd);
  for (const args of [threeOfFive, [...threeOfFive, "--erase-unfinished"]]) {
    expect(await dkek(args, { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`another dkek create is running (process ${child.pid})`),
    });
    expect(readdirSync(cwd)).toEqual(before);
  }
  child.kill("SIGINT");
  expect(await outcome).toMatchObject({ status: 130 });
});

test.each([
  [["create"], "--threshold is missing"],
  [["create", "--threshold", "3"], "--total is missing"],
  [["create", "--threshold", "3", "--total", "5"], "--out is missing"],
  [["create", "--threshold", "three", "--total", "5", "--out", "x"], "--threshold three"],
  [["create", "--threshold", "0x3", "--total", "5", "--out", "x"], "--threshold 0x3"],
  [["create", "--threshold", "1", "--total", "5", "--out", "x"], "from 2 to 255"],
  [["create", "--threshold", "6", "--total", "5", "--out", "x"], "can never come together"],
  [["create", "--threshold", "3", "--total", "256", "--out", "x"], "from 2 to 255"],
  [
    ["create", "--threshold", "3", "--threshold", "4", "--total", "5", "--out", "x"],
    "given 2 times",
  ],
  [["create", "--threshold", "3", "--total", "5", "--out", ""], "--out is empty"],
  [
    ["create", "--threshold", "3", "--total", "5", "--out", "x", "--scheme", "p256"],
    "--scheme p256",
  ],
  [["create", "--threshold", "3", "--total", "5", "--out", "x", "--share", "3/2"], "--share 3/2"],
  [
    ["create", "--threshold", "3", "--total", "5", "--out", "x", "--format", "jpeg"],
    "--format jpeg",
  ],
  [["create", "--threshold", "3", "--total", "5", "--out", "x", "--pin", "1"], "there is no --pin"],
  [["create", "--threshold", "3", "--out", "x", "--password"], "--threshold is for cards"],
  [[...threeOfFive.slice(0, -1), "x.dkek-unfinished"], "what is not finished"],
  [[...threeOfFive.slice(0, -1), "x.dkek-unfinished/set"], "what is not finished"],
  [["create", "--password", "--out", "x"], "--password-fd"],
  [["create", "--password-fd", "77", "--out", "x"], "file descriptor 77"],
  [["import"], "the name of the file is missing"],
  [["verify"], "there is nothing to verify"],
  [["forge"], 'no command "forge"'],
])("wrong use: dkek %j", async (args, message) => {
  const cwd = temporaryFolder();
  const refused = await dkek(args, { cwd });
  expect(refused).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining(message),
  });
  expect(readdirSync(cwd)).toEqual([]);
});

/** What `--json` says of a 3-of-5 sc-hsm set, the second of three DKEK shares. */
function expectReport(report: SetReport, cwd: string): void {
  expect(report).toMatchObject({
    ok: true,
    dkekShare: { index: 2, of: 3 },
    sharing: { scheme: "sc-hsm", threshold: 3, total: 5 },
    quorumsTried: 10,
    kcv: expect.stringMatching(/^[0-9A-F]{16}$/),
  });
  const { pbe, record, recordSheet, cards, sheets } = report.files;
  const written = JSON.parse(readFileSync(join(cwd, record), "utf8"));
  expect(report).toMatchObject({
    fingerprint: fingerprintWords(written),
    head: written.events[0].hash,
  });
  expect([...cards, ...sheets, pbe, record, recordSheet].sort()).toEqual(filesIn(cwd));
}

interface SetReport {
  readonly files: Readonly<Record<"pbe" | "record" | "recordSheet", string>> &
    Readonly<Record<"cards" | "sheets", readonly string[]>>;
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

async function untilUnfinished(cwd: string): Promise<void> {
  while (readdirSync(cwd).length === 0) await sleep(10);
  // Well into the derivation, which takes seconds.
  await sleep(300);
}
