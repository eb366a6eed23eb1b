import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import {
  dkek,
  type Outcome,
  type Program,
  QUICK_DKEK,
  quickDkek,
  REAL_DKEK,
  temporaryFolder,
} from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, stockSet } from "../support/stock-sets.js";
import { typedFrom, useRig } from "./support/rig.js";

const rig = useRig();

/** Makes a card and puts it on record, both through the program. @returns its path. */
async function issued(
  cwd: string,
  pbe: string,
  order: readonly string[],
  quorum: readonly string[],
  program: Program = REAL_DKEK,
): Promise<string> {
  const reissue = (...args: readonly string[]): Promise<Outcome> =>
    dkek(["reissue", pbe, "--json", ...args], { cwd, program });
  const made = await reissue(...order, "--format", "text", "--card", ...quorum);
  expect(made).toMatchObject({ status: 0 });
  const { number, files, card } = JSON.parse(made.stdout);
  const others = quorum.slice(0, quorum.length - 1);
  const confirmed = await reissue("--confirm", number, "--card", files.text, ...others);
  expect(confirmed).toMatchObject({ status: 0 });
  const { folder } = JSON.parse(confirmed.stdout);
  const suffix = card.issue === 1 ? "" : `-issue-${card.issue}`;
  return join(folder, `card-${card.id}${suffix}.txt`);
}

/** What somebody types into the stock tool who has these cards; the HSM's status afterwards. */
async function importedByStockTool(
  cwd: string,
  pbe: string,
  paths: readonly string[],
): Promise<string> {
  const plug = await rig.plug(new VirtualHsm());
  await rig.initialise(1);
  const stdin = typedFrom(paths.map((path) => readFileSync(join(cwd, path), "utf8")));
  const total = ["--pwd-shares-total", `${paths.length}`];
  await rig.stock(["--import-dkek-share", pbe, ...total], { cwd, stdin });
  const { stdout } = await rig.stock([]);
  await plug.unplug();
  return stdout;
}

test("old, reissued and added cards of a p224 set import together: with sc-hsm-tool, and with us by an older record", async () => {
  const cwd = temporaryFolder();
  const options = { scheme: "p224", threshold: 3, total: 9 } as const;
  // Cards are the same whatever it takes to open the file, which only the stock tool has to open as it is.
  const vector = stockSet("p224-tool-pbe");
  writeFileSync(join(cwd, "whole.pbe"), Buffer.from(vector.pbeHex, "hex"));
  const set = await knownSet(await quickly(vector), options);
  const paths = layOutKnownSet(cwd, "set", set);
  const pbe = "set/dkek.pbe";
  copyFileSync(join(cwd, "set", "record.json"), join(cwd, "older.json"));
  const recreate = ["--recreate", "2"];
  const reissued = await issued(cwd, pbe, recreate, paths(1, 3, 5), QUICK_DKEK);
  // Its ID, 10, is shown in decimal and read as hex.
  const added = await issued(
    cwd,
    pbe,
    ["--add", "--custodian", "Hedy"],
    [reissued, ...paths(4, 5)],
    QUICK_DKEK,
  );
  const mixed = [...paths(9), reissued, added];
  const { kcv } = set.record.set.dkekShare;
  const shown = await importedByStockTool(cwd, "whole.pbe", mixed);
  expect(shown).toContain(`DKEK key check value : ${kcv}`);

  const plug = await rig.plug(new VirtualHsm());
  await rig.initialise(1);
  // That copy of the record knows no card 10: its commitments tell that it is right.
  const args = ["import", pbe, "--record", "older.json", "--card", ...mixed];
  const imported = await quickDkek(args, { cwd });
  expect(imported).toMatchObject({ status: 0 });
  expect(imported.stdout).toContain(`KCV ${kcv} as predicted`);
  await plug.unplug();
});

test("a card that is added to a set of the stock tool imports with its others", async () => {
  const cwd = temporaryFolder();
  const set = stockSet("shares-3of5");
  layOutStockSet(cwd, set, [1, 3, 4, 5]);
  const quorum = ["card-1.txt", "card-3.txt", "card-5.txt"];
  const added = await issued(cwd, "set.pbe", ["--add", "--total", "5"], quorum);
  const shown = await importedByStockTool(cwd, "set.pbe", [added, "card-4.txt", "card-1.txt"]);
  expect(shown).toContain(`DKEK key check value : ${set.kcvHex.toUpperCase()}`);
});

test("a set of the stock tool becomes a p224 set: the stock tool imports its new cards, and the KCV is the old one", async () => {
  const cwd = temporaryFolder();
  const set = stockSet("shares-3of5");
  const quorum = layOutStockSet(cwd, set, [1, 3, 5]);
  const reissue = (...args: readonly string[]): Promise<Outcome> =>
    dkek(["reissue", "set.pbe", "--json", ...args], { cwd });
  const wanted = ["--threshold", "2", "--total", "3", "--out", "new", "--format", "text"];
  const made = await reissue("--new-set", ...wanted, ...quorum);
  expect(made).toMatchObject({ status: 0 });
  const { number, files } = JSON.parse(made.stdout);
  const confirmed = await reissue("--confirm", number, "--out", "new", "--card", ...files.cards);
  expect(confirmed).toMatchObject({ status: 0 });
  expect(JSON.parse(confirmed.stdout)).toMatchObject({ isConfirmed: true });
  const shown = await importedByStockTool(cwd, files.pbe, files.cards.slice(1));
  expect(shown).toContain(`DKEK key check value : ${set.kcvHex.toUpperCase()}`);
});
