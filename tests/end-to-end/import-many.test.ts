import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordEvent } from "@dkek/ceremony";
import { expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import {
  type Outcome,
  QUICK_DKEK,
  quickDkek,
  startDkek,
  temporaryFolder,
} from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { type StockSet, stockLines, stockSet } from "../support/stock-sets.js";
import { useRig } from "./support/rig.js";
import { type WatchedHsm, watchedHsm } from "./support/watched-hsm.js";

// Several DKEK shares, and several HSMs, in one call. The .pbe files are the stock tool's, sealed again for the
// quick program where somebody does not act while one is being opened.

const rig = useRig(3);
const P224 = stockSet("p224-tool-pbe");
const SC_HSM = stockSet("shares-3of5");
/** Of the DKEK that the two make together: the first 8 bytes of SHA-256 over their XOR. */
const TOGETHER = "F2FEB3A8354FF2C0";

/** For the quick program: two DKEK shares of one DKEK, each with a set of its own scheme, threshold and cards. */
async function twoShares(cwd: string): Promise<{ files: string[]; cards: string[] }> {
  const first = await knownSet(await quickly(P224), {
    scheme: "p224",
    threshold: 3,
    total: 5,
    dkekShare: { index: 1, of: 2 },
  });
  const second = await knownSet(await quickly(SC_HSM), {
    scheme: "sc-hsm",
    threshold: 2,
    total: 3,
    dkekShare: { index: 2, of: 2 },
  });
  const [a, b] = [layOutKnownSet(cwd, "a", first), layOutKnownSet(cwd, "b", second)];
  // As they come out of people's pockets.
  const cards = [...b(3), ...a(5, 2), ...b(1), ...a(4)];
  return { files: ["a/dkek.pbe", "b/dkek.pbe"], cards };
}

/** One DKEK share, the only one of its DKEK. */
async function oneShare(
  cwd: string,
  vector: StockSet,
): Promise<{ files: string[]; cards: string[] }> {
  const made = await knownSet(vector, { scheme: "p224", threshold: 2, total: 3 });
  return { files: ["a/dkek.pbe"], cards: layOutKnownSet(cwd, "a", made)(1, 3) };
}

function importsOnRecord(cwd: string, set: string): RecordEvent[] {
  const { events } = JSON.parse(readFileSync(join(cwd, set, "record.json"), "utf8"));
  return events.filter(({ type }: RecordEvent) => type === "imported");
}

async function statusOf(reader: number): Promise<string> {
  return (await rig.stock([], { reader })).stdout;
}

async function unplugAll(hsms: readonly WatchedHsm[]): Promise<void> {
  await Promise.all(hsms.map((hsm) => hsm.unplug()));
}

test("two DKEK shares with cards of their own go into every HSM that waits, in one call", async () => {
  const cwd = temporaryFolder();
  const { files, cards } = await twoShares(cwd);
  const hsms = [
    await watchedHsm(rig, { reader: 0, dkekShares: 2 }),
    await watchedHsm(rig, { reader: 1, dkekShares: 2 }),
    await watchedHsm(rig, { reader: 2, dkekShares: 0 }),
  ];
  const args = ["import", ...files, "--all-readers", "--card", ...cards];
  const { status, stdout, stderr } = await quickDkek(args, { cwd });
  expect(stderr).toMatch(/3 HSMs found:\n {2}ZZVIRT00001 {2}waits for 2 of 2 DKEK shares /);
  expect(stderr).toMatch(/ZZVIRT00003 {2}skipped: not initialised /);
  expect(stdout).toMatch(/DKEK share 1 of 2, KCV 2E8D7DAD325E73C3/);
  expect(stdout).toMatch(/DKEK share 2 of 2, KCV 2FE7F5C6BF1D6A5B/);
  for (const [reader, serial] of ["ZZVIRT00001", "ZZVIRT00002"].entries()) {
    expect(stdout).toMatch(new RegExp(`^${serial} +imported +0 +${TOGETHER} as predicted +V`, "m"));
    expect(await statusOf(reader)).toContain(`DKEK key check value : ${TOGETHER}`);
  }
  expect(stdout).toMatch(/^ZZVIRT00003 +skipped/m);
  expect(status).toBe(0);
  expect(hsms.map((hsm) => hsm.imports())).toEqual([2, 2, 0]);
  for (const set of ["a", "b"]) {
    const noted = importsOnRecord(cwd, set).toSorted((x, y) =>
      JSON.stringify(x).localeCompare(JSON.stringify(y)),
    );
    expect(noted.map((event) => "hsm" in event && event.hsm).toSorted()).toEqual([
      "ZZVIRT00001",
      "ZZVIRT00002",
    ]);
    for (const event of noted) expect(event).toMatchObject({ missing: 0, dkekKcv: TOGETHER });
  }

  // Once more: nothing is left to do, and nobody has to wait to hear it.
  const again = await quickDkek([...args, "--json"], { cwd });
  expect(again).toMatchObject({ status: 3, stderr: expect.stringContaining("no HSM here waits") });
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: false, error: { code: "none-waiting" } });
  expect(hsms.map((hsm) => hsm.imports())).toEqual([2, 2, 0]);
  await unplugAll(hsms);
});

test("one share now and the rest later: the records keep count, HSM by HSM", async () => {
  const cwd = temporaryFolder();
  const { files, cards } = await twoShares(cwd);
  const hsms = [
    await watchedHsm(rig, { reader: 0, dkekShares: 2 }),
    await watchedHsm(rig, { reader: 1, dkekShares: 2 }),
  ];
  const [first = ""] = files;
  const firstCards = cards.filter((card) => card.startsWith("a/"));
  const reader = ["--reader", rig.readers[0]?.name ?? ""];
  const now = await quickDkek(["import", first, ...reader, "--card", ...firstCards], { cwd });
  expect(now).toMatchObject({ status: 0, stderr: expect.not.stringContaining("found") });
  expect(now.stdout).toContain("its DKEK share 1 of 2 is in HSM ZZVIRT00001");
  expect(now.stdout).toContain("not complete yet: DKEK share 2 of 2 is still to come");

  // The same share for both: one has it, which does not keep it from the other.
  const serials = hsms.flatMap(({ serial }) => ["--serial", serial.toLowerCase()]);
  const args = ["import", first, ...serials, "--json", "--card", ...firstCards];
  const same = await quickDkek(args, { cwd });
  expect(same.status).toBe(1);
  expect(JSON.parse(same.stdout)).toMatchObject({
    ok: false,
    hsms: [
      { serial: "ZZVIRT00001", done: "refused", missing: 1, error: { code: "already-imported" } },
      { serial: "ZZVIRT00002", done: "imported", missing: 1, toCome: [2], kcv: null, error: null },
    ],
  });
  expect(hsms.map((hsm) => hsm.imports())).toEqual([1, 1]);

  // Everything at once: what is in is left out, and all shares together tell the KCV.
  const rest = await quickDkek(["import", ...files, ...reader, "--json", "--card", ...cards], {
    cwd,
  });
  expect(rest.status).toBe(0);
  const [a, b] = JSON.parse(rest.stdout).sets.map(({ setId }: { setId: string }) => setId);
  expect(JSON.parse(rest.stdout)).toMatchObject({
    ok: true,
    missing: 0,
    kcv: TOGETHER,
    predictedKcv: TOGETHER,
    hsms: [{ alreadyIn: [a], imported: [b], done: "imported" }],
  });
  expect(await statusOf(0)).toContain(`DKEK key check value : ${TOGETHER}`);
  expect(importsOnRecord(cwd, "a")).toMatchObject([
    { hsm: "ZZVIRT00001", missing: 1 },
    { hsm: "ZZVIRT00002", missing: 1 },
  ]);
  expect(importsOnRecord(cwd, "b")).toMatchObject([
    { hsm: "ZZVIRT00001", missing: 0, dkekKcv: TOGETHER },
  ]);
  expect(hsms.map((hsm) => hsm.imports())).toEqual([2, 1]);
  await unplugAll(hsms);
});

// The full ten million iterations give the time to pull it out.
test("HSMs that are pulled out, before and during their import, don't stop the others", async () => {
  const cwd = temporaryFolder();
  const { files, cards } = await oneShare(cwd, P224);
  const hsms = [
    await watchedHsm(rig, { reader: 0 }),
    await watchedHsm(rig, { reader: 1, onImport: () => void hsms[1]?.unplug() }),
    await watchedHsm(rig, { reader: 2 }),
  ];
  const serials = hsms.flatMap(({ serial }) => ["--serial", serial]);
  const args = ["import", ...files, ...serials, "--card", ...cards];
  const { child, outcome } = startDkek(args, { cwd });
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (text: string) => {
      if (text.includes("HSMs found")) resolve();
    });
  });
  await hsms[0]?.unplug();
  const { status, stdout, stderr } = await outcome;
  expect(status).toBe(3);
  expect(stdout).toMatch(/^ZZVIRT00001 +FAILED +\? +- /m);
  expect(stdout).toMatch(/^ZZVIRT00001: no card in reader/m);
  expect(stdout).toMatch(/^ZZVIRT00002 +FAILED +\? +- /m);
  expect(stdout).toMatch(/^ZZVIRT00002: .*it is not known whether the HSM took the DKEK share/m);
  expect(stdout).toMatch(/^ZZVIRT00003 +imported +0 +2E8D7DAD325E73C3 as predicted/m);
  expect(stderr).toContain("2 of 3 HSMs did not take");
  expect(await statusOf(2)).toContain("DKEK key check value : 2E8D7DAD325E73C3");
  expect(hsms.map((hsm) => hsm.imports())).toEqual([0, 1, 1]);
  expect(importsOnRecord(cwd, "a")).toMatchObject([{ hsm: "ZZVIRT00003", missing: 0 }]);
  await unplugAll(hsms);
});

test("Ctrl-C ends it before a share was sent, and afterwards waits for all HSMs", async () => {
  const cwd = temporaryFolder();
  const { files, cards } = await oneShare(cwd, await quickly(P224));
  let interrupt = (): void => {};
  const onImport = (): void => interrupt();
  const hsms = [
    await watchedHsm(rig, { reader: 0, onImport }),
    await watchedHsm(rig, { reader: 1, onImport }),
  ];
  const args = ["import", ...files, "--all-readers", "--json", "--card", ...cards];
  // It is interrupted while it opens the file, which would be the quick program's: that has no time for it.
  const early = startDkek(args, { cwd });
  early.child.stderr?.on("data", (text: string) => {
    if (text.includes("opening the .pbe file")) early.child.kill("SIGINT");
  });
  expect(await early.outcome).toMatchObject({ status: 130 });
  expect(hsms.map((hsm) => hsm.imports())).toEqual([0, 0]);

  const late = startDkek(args, { cwd, program: QUICK_DKEK });
  interrupt = () => late.child.kill("SIGINT");
  const { status, stdout, stderr } = await late.outcome;
  expect(stderr).toContain("wait, dkek stops after that");
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, hsms: [{ missing: 0 }, { missing: 0 }] });
  expect(status).toBe(0);
  expect(hsms.map((hsm) => hsm.imports())).toEqual([1, 1]);
  expect(importsOnRecord(cwd, "a")).toHaveLength(2);
  await unplugAll(hsms);
});

test("what does not go together is refused before anything is opened or sent", async () => {
  const cwd = temporaryFolder();
  const { files, cards } = await twoShares(cwd);
  const stranger = await knownSet(stockSet("shares-3of12"), {
    scheme: "sc-hsm",
    threshold: 2,
    total: 2,
    dkekShare: { index: 1, of: 2 },
  });
  const strange = layOutKnownSet(cwd, "c", stranger)(1);
  const hsm = await watchedHsm(rig, { dkekShares: 2 });
  const [a = "", b = ""] = files;
  const all = ["--card", ...cards];
  const attempts: [string[], number, RegExp][] = [
    [
      [a, b, "--serial", "ZZVIRT00007", ...all],
      3,
      /no HSM ZZVIRT00007.*found: ZZVIRT00001\n.*nothing was sent/,
    ],
    [[a, b, "--serial", hsm.serial, "--all-readers", ...all], 2, /give one/],
    [[a, b, "--password"], 2, /a password opens one .pbe file/],
    [[a, "./a/dkek.pbe", ...all], 2, /same .pbe file/],
    [[a, "c/dkek.pbe", ...all], 1, /DKEK share 1 of 2 by its record, and so is set/],
    [[a, b, ...all, ...strange], 1, /c\/cards\/card-1.txt \(card 1\) belongs to set/],
    [[a, b, "--record", "c/record.json", ...all], 1, /c\/record.json: the record is that of set/],
    [[a, b, "--card", ...cards.slice(0, 3)], 1, /dkek.pbe: . cards? of the . that are needed/],
    [[a, b], 2, /no card was given/],
  ];
  for (const [args, status, message] of attempts) {
    const refused = await quickDkek(["import", ...args], { cwd });
    expect(refused, refused.stderr).toMatchObject({ status });
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr).not.toContain("opening");
  }
  expect(hsm.imports()).toBe(0);
  await hsm.unplug();
});

test("bare cards of two sets without records find their sets by trying", async () => {
  const cwd = temporaryFolder();
  const sets = [await quickly(SC_HSM), await quickly(stockSet("shares-3of12"))];
  const hsm = await watchedHsm(rig, { dkekShares: 2 });
  for (const [place, set] of sets.entries()) {
    writeFileSync(join(cwd, `${place}.pbe`), Buffer.from(set.pbeHex, "hex"));
    for (const id of [2, 4, 5]) writeFileSync(join(cwd, `${place}-${id}.txt`), stockLines(set, id));
  }
  const cards = [1, 0].flatMap((place) => [2, 4, 5].map((id) => `${place}-${id}.txt`));
  const imported: Outcome = await quickDkek(["import", "0.pbe", "1.pbe", "--card", ...cards], {
    cwd,
  });
  expect(imported).toMatchObject({ status: 0, stdout: expect.stringContaining("as predicted") });
  expect(await statusOf(0)).toMatch(/DKEK key check value/);
  expect(hsm.imports()).toBe(2);
  await hsm.unplug();
});
