import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStateFile, VirtualHsm } from "@dkek/virtual-hsm";
import { describe, expect, onTestFinished, test } from "vitest";
import { type KnownSetOptions, knownSet, layOutKnownSet } from "../support/known-set.js";
import { dkek, quickDkek, startDkek, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, stockLines, stockSet } from "../support/stock-sets.js";
import { useRig } from "./support/rig.js";

const rig = useRig();

/** An HSM that waits for DKEK shares, and everything that it is told. */
async function freshHsm(
  dkekShares = 1,
): Promise<{ imports: () => number; unplug: () => Promise<void> }> {
  const commands: Uint8Array[] = [];
  const hsm = new VirtualHsm({
    onExchange: ({ command }) => commands.push(Uint8Array.from(command)),
  });
  const plug = await rig.plug(hsm);
  await rig.initialise(dkekShares);
  return {
    // IMPORT DKEK SHARE with data; without, it asks for the status.
    imports: () =>
      commands.filter(
        ([cla, ins], i) => cla === 0x80 && ins === 0x52 && (commands[i]?.length ?? 0) > 5,
      ).length,
    unplug: () => plug.unplug(),
  };
}

const TWO_OF_TWO = { scheme: "p224", threshold: 2, total: 2 } as const;

/**
 * A set of ours in `NAME/`, which cost no derivation to make, for the quick program; gives back the KCV of its
 * DKEK share.
 */
async function layOutSet(cwd: string, name: string, options: KnownSetOptions): Promise<string> {
  const vector = stockSet(options.scheme === "p224" ? "p224-tool-pbe" : "shares-3of5");
  const made = await knownSet(await quickly(vector), options);
  layOutKnownSet(cwd, name, made);
  return made.record.set.dkekShare.kcv;
}

async function statusOfHsm(): Promise<string> {
  return (await rig.stock([])).stdout;
}

describe.each(["p224", "sc-hsm"] as const)("our %s sets", (scheme) => {
  test("are imported by us, and the KCV is the predicted one", async () => {
    const cwd = temporaryFolder();
    const kcv = await layOutSet(cwd, "set", { scheme, threshold: 2, total: 3 });
    const { unplug, imports } = await freshHsm();
    const cards = ["--card", "set/cards/card-3.txt", "set/cards/card-1.txt"];
    const imported = await quickDkek(["import", "set/dkek.pbe", "--json", ...cards], { cwd });
    expect(imported).toMatchObject({ status: 0 });
    expect(JSON.parse(imported.stdout)).toMatchObject({
      ok: true,
      kcv,
      predictedKcv: kcv,
      missing: 0,
    });
    expect(imports()).toBe(1);
    expect(await statusOfHsm()).toContain(`DKEK key check value : ${kcv}`);
    const record = JSON.parse(readFileSync(join(cwd, "set/record.json"), "utf8"));
    expect(record.events).toMatchObject([
      { type: "created" },
      { type: "imported", hsm: expect.stringMatching(/^ZZVIRT/), missing: 0, dkekKcv: kcv },
    ]);

    const again = await quickDkek(["import", "set/dkek.pbe", ...cards], { cwd });
    expect(again).toMatchObject({ status: 3, stderr: expect.stringContaining("DKEK") });
    expect(imports()).toBe(1);
    await unplug();
  });
});

describe("sets that sc-hsm-tool made", () => {
  // Made here, and from its screens: getting-started.test.ts, virtual-hsm.test.ts.
  test("cards from 10 on, whose IDs it shows in decimal and reads as hex", async () => {
    const set = await quickly(stockSet("shares-3of12"));
    const cwd = temporaryFolder();
    const { unplug } = await freshHsm();
    const named = layOutStockSet(cwd, set, [10, 11, 12]);
    expect(await quickDkek(["import", "set.pbe", ...named], { cwd })).toMatchObject({ status: 0 });
    expect(await statusOfHsm()).toContain(`DKEK key check value : ${set.kcvHex.toUpperCase()}`);
    await unplug();
  });

  test("one whose password starts with 00, which it can't import itself, is imported by us", async () => {
    // Made by the stock tool, and refused by it with "Password correct ?". With the full ten million iterations.
    const set = stockSet("lz1-leading-zero");
    const cwd = temporaryFolder();
    const { unplug } = await freshHsm();
    const named = layOutStockSet(cwd, set, [1, 3]);
    expect(await dkek(["import", "set.pbe", ...named], { cwd })).toMatchObject({ status: 0 });
    expect(await statusOfHsm()).toContain(`DKEK key check value : ${set.kcvHex.toUpperCase()}`);
    await unplug();
  });
});

describe("two DKEK shares", () => {
  test("are imported one after the other, with the HSM unplugged in between", async () => {
    const cwd = temporaryFolder();
    const stateFile = join(cwd, "hsm.json");
    const plug = await rig.plug(new VirtualHsm(openStateFile(stateFile)));
    await rig.initialise(2);
    for (const [index, scheme] of [
      [1, "p224"],
      [2, "sc-hsm"],
    ] as const) {
      const dkekShare = { index, of: 2 };
      await layOutSet(cwd, `set-${index}`, { scheme, threshold: 2, total: 2, dkekShare });
    }
    const importArgs = (index: number): string[] => [
      "import",
      `set-${index}/dkek.pbe`,
      "--json",
      "--card",
      ...[1, 2].map((id) => `set-${index}/cards/card-${id}.txt`),
    ];

    const first = await quickDkek(importArgs(1), { cwd });
    expect(JSON.parse(first.stdout)).toMatchObject({ ok: true, missing: 1, kcv: null });
    expect(await statusOfHsm()).toContain("DKEK import pending, 1 share(s) still missing");

    await plug.unplug();
    const away = await quickDkek(importArgs(2), { cwd });
    expect(away).toMatchObject({ status: 3, stderr: expect.stringContaining("no card") });
    const again = await rig.plug(new VirtualHsm(openStateFile(stateFile)));

    const second = JSON.parse((await quickDkek(importArgs(2), { cwd })).stdout);
    expect(second).toMatchObject({ ok: true, missing: 0, predictedKcv: null });
    expect(await statusOfHsm()).toContain(`DKEK key check value : ${second.kcv}`);
    const record = JSON.parse(readFileSync(join(cwd, "set-2/record.json"), "utf8"));
    expect(record.events.at(-1)).toMatchObject({ type: "imported", dkekKcv: second.kcv });
    await again.unplug();
  });

  test("the same one twice cancels itself out: found, and said", async () => {
    const cwd = temporaryFolder();
    const set = await quickly(stockSet("shares-3of5"));
    const { unplug } = await freshHsm(2);
    const args = ["import", "set.pbe", ...layOutStockSet(cwd, set, [1, 2, 3])];
    expect(await quickDkek(args, { cwd })).toMatchObject({ status: 0 });
    expect(await quickDkek(args, { cwd })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("cancelled itself out"),
    });
    await unplug();
  });

  test("the same one again is refused by the record, before the HSM sees it", async () => {
    const cwd = temporaryFolder();
    const { unplug, imports } = await freshHsm(3);
    await layOutSet(cwd, "set", { ...TWO_OF_TWO, dkekShare: { index: 1, of: 3 } });
    const cards = ["--card", "set/cards/card-1.txt", "set/cards/card-2.txt"];
    const args = ["import", "set/dkek.pbe", ...cards];
    expect(await quickDkek(args, { cwd })).toMatchObject({ status: 0 });
    const again = await quickDkek(args, { cwd });
    expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining("went into HSM") });
    expect(imports()).toBe(1);
    await unplug();
  });

  test("a record that can't be written is found before the HSM sees anything", async () => {
    const cwd = temporaryFolder();
    const { unplug, imports } = await freshHsm(1);
    const stick = join(cwd, "stick");
    mkdirSync(stick);
    execFileSync("mount", ["-t", "tmpfs", "tmpfs", stick]);
    onTestFinished(() => void execFileSync("umount", [stick]));
    await layOutSet(cwd, "stick/set", TWO_OF_TWO);
    execFileSync("mount", ["-o", "remount,ro", stick]);
    const cards = ["--card", "stick/set/cards/card-1.txt", "stick/set/cards/card-2.txt"];
    const refused = await quickDkek(["import", "stick/set/dkek.pbe", ...cards], { cwd });
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("record.json") });
    expect(imports()).toBe(0);
    await unplug();
  });

  test("a set that is one of two does not go into an HSM that waits for one", async () => {
    const cwd = temporaryFolder();
    const { unplug, imports } = await freshHsm(1);
    await layOutSet(cwd, "set", { ...TWO_OF_TWO, dkekShare: { index: 1, of: 2 } });
    const cards = ["--card", "set/cards/card-1.txt", "set/cards/card-2.txt"];
    const refused = await quickDkek(["import", "set/dkek.pbe", ...cards], { cwd });
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("one of 2") });
    expect(imports()).toBe(0);
    await unplug();
  });
});

describe("what is wrong never reaches the HSM", async () => {
  const set = await quickly(stockSet("shares-3of5"));

  test("a wrong share, too few, a duplicate, a foreign card, a wrong KCV", async () => {
    const cwd = temporaryFolder();
    const { unplug, imports } = await freshHsm();
    layOutStockSet(cwd, set, [1, 2, 3]);
    writeFileSync(join(cwd, "wrong.txt"), stockLines(set, 3).replace("ce:e5", "ce:e6"));
    writeFileSync(join(cwd, "foreign.txt"), stockLines(stockSet("shares-3of12"), 3));
    const attempts: [string[], number, string][] = [
      [["--card", "card-1.txt", "card-2.txt", "wrong.txt"], 1, "do not open"],
      [["--card", "card-1.txt", "card-2.txt"], 1, "do not open"],
      [["--card", "card-1.txt"], 1, "1 card of the 2"],
      [["--card", "card-1.txt", "card-2.txt", "card-2.txt"], 1, "given twice"],
      [["--card", "card-1.txt", "card-2.txt", "foreign.txt"], 1, "another prime"],
      [
        ["--card", "card-1.txt", "card-2.txt", "card-3.txt", "--kcv", "0123456789abcdef"],
        1,
        "0123456789ABCDEF",
      ],
    ];
    for (const [args, status, message] of attempts) {
      const refused = await quickDkek(["import", "set.pbe", ...args], { cwd });
      expect(refused).toMatchObject({ status, stderr: expect.stringContaining(message) });
      expect(imports()).toBe(0);
    }
    expect(await statusOfHsm()).toContain("1 share(s) still missing");
    const right = ["--card", "card-1.txt", "card-2.txt", "card-3.txt", "--kcv", set.kcvHex];
    expect(await quickDkek(["import", "set.pbe", ...right], { cwd })).toMatchObject({ status: 0 });
    expect(imports()).toBe(1);
    await unplug();
  });

  test("an HSM that was never initialised, one without DKEK, an empty reader, an unknown one", async () => {
    const cwd = temporaryFolder();
    const args = ["import", "set.pbe", ...layOutStockSet(cwd, set, [1, 2, 3])];
    const empty = await quickDkek(args, { cwd });
    expect(empty).toMatchObject({ status: 3, stderr: expect.stringContaining("no card") });
    const unknown = await quickDkek([...args, "--reader", "Nothing like it"], { cwd });
    expect(unknown).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("Nothing like it"),
    });

    const plug = await rig.plug(new VirtualHsm());
    const blank = await quickDkek(args, { cwd });
    expect(blank).toMatchObject({ status: 3, stderr: expect.stringContaining("initialised") });
    const pins = ["--so-pin", "3537363231383830", "--pin", "648219"];
    await rig.stock(["--initialize", ...pins]);
    const without = await quickDkek(args, { cwd });
    expect(without).toMatchObject({ status: 3, stderr: expect.stringContaining("DKEK") });
    await plug.unplug();
  });
});

test("Ctrl-C ends a search for the HSM that hangs, and the program that it hangs in", async () => {
  const cwd = temporaryFolder();
  const pid = join(cwd, "pid");
  for (const name of ["opensc-tool", "sc-hsm-tool", "opensc-explorer"]) {
    const script = `#!/bin/sh\necho $$ > ${pid}.new && mv ${pid}.new ${pid}; exec sleep 60\n`;
    writeFileSync(join(cwd, name), script, { mode: 0o755 });
  }
  const env = { PATH: `${cwd}:${process.env["PATH"]}` };
  const { child, outcome } = startDkek(["import", "set.pbe", "--card", "card.txt"], { cwd, env });
  await expect.poll(() => existsSync(pid), { timeout: 10_000 }).toBe(true);
  const since = Date.now();
  child.kill("SIGINT");
  expect(await outcome).toMatchObject({ status: 130 });
  expect(Date.now() - since).toBeLessThan(5_000);
  const isRunning = (): boolean => existsSync(`/proc/${readFileSync(pid, "utf8").trim()}`);
  await expect.poll(isRunning).toBe(false);
});
