// A new set of cards for the DKEK share of an old one, step by step with options: the old set stays as it
// was until every new card was read back and enough of them have opened the new file. With the full ten million
// iterations: end-to-end/reissue.test.ts.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRecord, type RecordEvent, type SetRecord } from "@dkek/ceremony";
import { parsePendingSet } from "@dkek/ceremony/reissue";
import { expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { oldFiles } from "../support/old-files.js";
import { textOf } from "../support/poppler.js";
import { dkek, type Outcome, quickDkek, startDkek, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, stockSet } from "../support/stock-sets.js";

const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");
const recordAt = (...path: readonly string[]): SetRecord => parseRecord(read(...path));
const typesOf = ({ events }: SetRecord): RecordEvent["type"][] => events.map(({ type }) => type);
const json = ({ stdout }: Outcome): Record<string, unknown> => JSON.parse(stdout);
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
const newCards = (...ids: readonly number[]): string[] =>
  ids.map((id) => `new/cards/card-${id}.txt`);

test("from a set of sc-hsm-tool to a p224 set with a record: cards are read back in two goes", async () => {
  const cwd = temporaryFolder();
  const stock = await quickly(stockSet("shares-3of5"));
  const quorum = layOutStockSet(cwd, stock, [1, 3, 5]);
  const before = oldFiles(cwd);
  const reissue = (...args: readonly string[]): Promise<Outcome> =>
    quickDkek(["reissue", "set.pbe", ...args], { cwd });

  const wanted = ["--threshold", "2", "--total", "3", "--out", "new", "--label", "Root CA 2026"];
  const made = await reissue("--new-set", ...wanted, ...quorum);
  expect(made).toMatchObject({ status: 0 });
  const kcv = stock.kcvHex.toUpperCase();
  expect(made.stdout).toContain(`KCV           ${kcv} of this DKEK share`);
  expect(made.stdout).toContain("it has NOT taken that set's place yet");
  expect(flat(made.stdout)).toContain("still open any copy of the old .pbe file");
  expect(readdirSync(join(cwd, "new")).sort()).toEqual([
    "cards",
    "dkek.pbe",
    "not-confirmed.json",
    "record.json",
    "record.pdf",
  ]);
  const { number, replaces } = parsePendingSet(read(cwd, "new", "not-confirmed.json"));
  expect(made.stdout).toContain(`dkek reissue set.pbe --confirm ${number} --out new --card`);
  expect(replaces.prime).toBe(stock.primeHex);
  expect(typesOf(recordAt(cwd, "new", "record.json"))).toEqual(["created"]);
  for (const id of [1, 2, 3]) expect(made.stdout).not.toContain(valueIn(cwd, id));
  const inspected = await dkek(["inspect", "new/not-confirmed.json"], { cwd });
  expect(inspected.stdout).toContain("which has not taken the place of the old one yet");

  // Nothing is noted of what is not right.
  const fresh = read(cwd, "new", "record.json");
  const wrong = read(cwd, "new", "cards", "card-1.txt").split("\n").slice(0, 3).join("\n");
  writeFileSync(join(cwd, "bare.txt"), wrong);
  for (const [args, status, says] of [
    [
      [number.replace(/.$/, (digit) => `${9 - Number(digit)}`), "--card", ...newCards(1)],
      2,
      "has another number",
    ],
    [[number, "--card", "card-1.txt", "card-3.txt"], 1, "has another prime"],
    [[number, "--card", "bare.txt"], 1, "nothing shows that it is right"],
  ] as const) {
    const refused = await reissue("--confirm", args[0], "--out", "new", ...args.slice(1));
    expect(refused).toMatchObject({ status, stdout: "" });
    expect(refused.stderr).toContain(says);
  }
  expect(read(cwd, "new", "record.json")).toBe(fresh);

  const one = await reissue("--confirm", number, "--out", "new", "--card", ...newCards(2));
  expect(one).toMatchObject({ status: 0 });
  expect(one.stdout).toContain("NOT confirmed yet; the old set is as it was");
  expect(one.stdout).toContain("not read back yet: cards 1, 3");
  expect(one.stdout).toContain("was not opened yet");
  const rest = await reissue(
    "--confirm",
    number,
    "--out",
    "new",
    "--json",
    "--card",
    ...newCards(3, 1),
  );
  expect(rest).toMatchObject({ status: 0 });
  expect(json(rest)).toMatchObject({ isConfirmed: true, kcv, notReadBack: [], isOpened: true });
  const record = recordAt(cwd, "new", "record.json");
  expect(typesOf(record)).toEqual([
    "created",
    "proofread",
    "proofread",
    "proofread",
    "verified",
    "replaces",
  ]);
  expect(existsSync(join(cwd, "new", "not-confirmed.json"))).toBe(false);
  const { "bare.txt": _, ...after } = Object.fromEntries(
    Object.entries(oldFiles(cwd)).map(([path, bytes]) => [path.replace(`${cwd}/`, ""), bytes]),
  );
  expect(Object.values(after)).toEqual(Object.values(before));

  // A card of the older set is named as such: without its .pbe, by its prime.
  const oldCard = ["verify", "--record", "new/record.json", "--card", "card-1.txt"];
  const verified = await dkek(oldCard, { cwd });
  expect(verified).toMatchObject({ status: 1 });
  const setId = record.set.setId.slice(0, 8);
  expect(flat(verified.stdout)).toContain(`that of an older set, which set ${setId} has replaced`);
  const card = await dkek(["inspect", "card-1.txt", "--record", "new/record.json"], { cwd });
  expect(card.stdout).toContain(`an OLDER set, ${replaces.setId.slice(0, 8)}`);
  // Of what was made, other cards open the same.
  const other = ["verify", "new/dkek.pbe", "--card", ...newCards(1, 2), "--json"];
  const opened = await quickDkek(other, { cwd });
  expect(json(opened)).toMatchObject({ ok: true, kcv });
});

test("a set with a record: it says so only at the end, and which copies were destroyed", async () => {
  const cwd = temporaryFolder();
  const custodians = ["Ada", "Bea", "Cid"];
  const options = { scheme: "p224", threshold: 2, total: 3, custodians } as const;
  const share = { dkekShare: { index: 2, of: 2 } };
  const set = await knownSet(await quickly(stockSet("p224-tool-pbe")), { ...options, ...share });
  const paths = layOutKnownSet(cwd, "set", set);
  const before = oldFiles(cwd);
  const reissue = (...args: readonly string[]): Promise<Outcome> =>
    quickDkek(["reissue", "set/dkek.pbe", ...args], { cwd });
  const names = ["--custodian", "Dan", "--custodian", "Eve"];
  const wanted = [
    "--scheme",
    "sc-hsm",
    "--threshold",
    "2",
    "--total",
    "2",
    "--out",
    "new",
    ...names,
  ];
  const made = await reissue("--new-set", ...wanted, "--json", "--card", ...paths(1, 2));
  expect(made).toMatchObject({ status: 0 });
  const { kcv } = set.record.set.dkekShare;
  expect(json(made)).toMatchObject({
    ok: true,
    kcv,
    dkekShare: { index: 2, of: 2 },
    sharing: { scheme: "sc-hsm", threshold: 2, total: 2 },
    isConfirmed: false,
    replaces: set.record.set.setId,
  });
  expect(recordAt(cwd, "new", "record.json").set.sharing?.custodians).toEqual(["Dan", "Eve"]);
  expect(oldFiles(cwd)).toEqual(before);
  const { number } = json(made) as { number: string };

  // Its head is known: another record, or none, will not do.
  writeFileSync(join(cwd, "set.pbe"), readFileSync(join(cwd, "set", "dkek.pbe")));
  const confirm = ["--confirm", number, "--out", "new", "--card", ...newCards(1, 2)];
  const alone = await quickDkek(["reissue", "set.pbe", ...confirm], { cwd });
  expect(alone).toMatchObject({ status: 2, stdout: "" });
  expect(alone.stderr).toContain("is missing");
  const noted = await reissue("--destroyed", "stick 3, shredded by Ada before Bea");
  expect(noted).toMatchObject({ status: 0 });

  const note = read(cwd, "new", "not-confirmed.json");
  const shorter = read(cwd, "set", "record.json");
  const confirmed = await reissue(...confirm);
  expect(confirmed).toMatchObject({ status: 0 });
  expect(confirmed.stdout).toContain("has taken the place of set");
  expect(confirmed.stdout).toContain(`the KCV of its DKEK share is ${kcv}, as before`);
  expect(flat(confirmed.stdout)).toContain(
    "on sticks and cards, other disks and machines, in mails",
  );
  expect(confirmed.stdout).toContain("dkek reissue set/dkek.pbe --destroyed TEXT");
  const old = recordAt(cwd, "set", "record.json");
  expect(typesOf(old)).toEqual(["created", "noted", "replaced"]);
  expect(old.events[1]).toMatchObject({
    text: "Destroyed: stick 3, shredded by Ada before Bea",
  });
  const record = recordAt(cwd, "new", "record.json");
  expect(record.events.at(-1)).toMatchObject({ type: "replaces", head: old.events[1]?.hash });
  expect(old.events[2]).toMatchObject({ setId: record.set.setId });
  const inspected = await quickDkek(["inspect", "set/record.json"], { cwd });
  expect(inspected.stdout).toContain(`replaced by set   ${record.set.setId.slice(0, 8)}`);
  const sheet = await quickDkek(
    ["sheet", "record", "--record", "set/record.json", "--out", "paper"],
    {
      cwd,
    },
  );
  expect(sheet).toMatchObject({ status: 0 });
  const [pdf = ""] = readdirSync(join(cwd, "paper"));
  expect(flat(textOf(readFileSync(join(cwd, "paper", pdf))))).toContain("Replaced by set");

  const mixed = ["verify", "--record", "new/record.json", "set/record.json", "--card"];
  const verified = await quickDkek([...mixed, ...paths(1), ...newCards(2)], { cwd });
  expect(flat(verified.stdout)).toContain("has the same KCV as set/record.json");
  expect(flat(verified.stdout)).toContain("has taken the place of this one on");
  const again = await reissue(...confirm);
  expect(again).toMatchObject({ status: 2 });
  expect(again.stderr).toContain("no new set waits there");

  // As if it had ended before the old record was written: no card is needed to go on, nor can it go back.
  for (const step of ["--confirm", "--drop"]) {
    writeFileSync(join(cwd, "set", "record.json"), shorter);
    writeFileSync(join(cwd, "new", "not-confirmed.json"), note);
    expect(await reissue(step, number, "--out", "new")).toMatchObject({ status: 0 });
    expect(recordAt(cwd, "set", "record.json").events).toMatchObject([
      ...parseRecord(shorter).events,
      { type: "replaced", setId: record.set.setId },
    ]);
    expect(recordAt(cwd, "new", "record.json")).toEqual(record);
    expect(existsSync(join(cwd, "new", "not-confirmed.json"))).toBe(false);
  }
});

test("given up, nothing of it is left but what others have put there", async () => {
  const cwd = temporaryFolder();
  const quorum = layOutStockSet(cwd, await quickly(stockSet("shares-3of5")), [1, 3, 5]);
  const before = oldFiles(cwd);
  const wanted = ["--threshold", "2", "--total", "2", "--out", "new", "--format", "text"];
  const args = ["reissue", "set.pbe", "--new-set", ...wanted, "--json", ...quorum];
  const made = await quickDkek(args, { cwd });
  expect(made).toMatchObject({ status: 0 });
  const { number } = json(made) as { number: string };
  writeFileSync(join(cwd, "new", "cards", "notes.txt"), "sealed in bag 17");
  const drop = ["reissue", "set.pbe", "--drop", number, "--out", "new"];
  const dropped = await dkek(drop, { cwd });
  expect(dropped).toMatchObject({ status: 0 });
  expect(dropped.stdout).toContain("the new set is given up; the old set is as it was");
  expect(dropped.stdout).toContain("new: somebody has put other files there");
  expect(readdirSync(join(cwd, "new"), { recursive: true })).toEqual(["cards", "cards/notes.txt"]);
  expect(oldFiles(cwd)).toEqual(before);
});

test("killed while the new file is being sealed, the old set is what it was, and the rest void", async () => {
  const cwd = temporaryFolder();
  const quorum = layOutStockSet(cwd, stockSet("shares-3of5"), [1, 3, 5]);
  const before = oldFiles(cwd);
  const wanted = ["--threshold", "2", "--total", "2", "--out", "new"];
  const args = ["reissue", "set.pbe", "--new-set", ...wanted, ...quorum];
  const { child, outcome } = startDkek(args, { cwd });
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (text: string) => {
      if (text.includes("sealing")) resolve();
    });
  });
  child.kill("SIGKILL");
  await outcome;
  expect(oldFiles(cwd)).toEqual(before);
  expect(existsSync(join(cwd, "new"))).toBe(false);
  const left = readdirSync(cwd).filter((name) => name.startsWith("new."));
  expect(left).toEqual([expect.stringMatching(/\.dkek-unfinished$/)]);
  expect(readdirSync(join(cwd, left[0] ?? ""))).toEqual([]);
  const again = await dkek(args, { cwd });
  expect(again).toMatchObject({ status: 2 });
  expect(again.stderr).toContain("--erase-unfinished");
});

test.each([
  [["--new-set", "--add"], "one at a time"],
  [["--new-set"], "--out is missing"],
  [["--new-set", "--out", "new"], "--threshold is missing"],
  [["--new-set", "--out", "new", "--threshold", "3", "--total", "2"], "can never come together"],
  [["--new-set", "--out", "set", "--threshold", "2", "--total", "2"], "set exists already"],
  [
    ["--new-set", "--out", "new", "--threshold", "2", "--total", "2", "--share", "1/2"],
    "the record tells it",
  ],
  [
    ["--new-set", "--out", "new", "--threshold", "2", "--total", "2", "--custodian", "Ada"],
    "given 1 times for 2 cards",
  ],
  [["--new-set", "--out", "new", "--threshold", "2", "--total", "2"], "no card was given"],
  [["--add", "--threshold", "2"], "--threshold is for --new-set"],
  [["--recreate", "1", "--out", "new"], "--out is for --new-set"],
  [["--confirm", "417093", "--out", "set"], "no new set waits there"],
  [["--confirm", "417093", "--out", "new", "--label", "x"], "--label is for --new-set"],
  [["--drop", "417093", "--out", "nowhere"], "no new set waits there"],
  [["--destroyed", "x", "--card", "y"], "--card is not for --destroyed"],
  [["--destroyed", "x".repeat(901)], "not one line of at most 900 characters"],
] as const)("%j is refused: %s", async (args, says) => {
  const cwd = temporaryFolder();
  const set = await knownSet(stockSet("shares-3of5"), { scheme: "sc-hsm", threshold: 3, total: 5 });
  layOutKnownSet(cwd, "set", set);
  const before = oldFiles(cwd);
  const refused = await dkek(["reissue", "set/dkek.pbe", ...args], { cwd });
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toContain(says);
  expect(oldFiles(cwd)).toEqual(before);
  expect(existsSync(join(cwd, "new"))).toBe(false);
});

test("a copy that was destroyed needs a record to be noted in", async () => {
  const cwd = temporaryFolder();
  layOutStockSet(cwd, stockSet("shares-3of5"), [1]);
  const refused = await dkek(["reissue", "set.pbe", "--destroyed", "stick 3"], { cwd });
  expect(refused).toMatchObject({ status: 2 });
  expect(refused.stderr).toContain("the record of the set that has replaced it");
});

/** The share value of a new card, as it stands in its file. */
function valueIn(cwd: string, id: number): string {
  const text = read(cwd, "new", "cards", `card-${id}.txt`);
  const value = /^Share value : (.*)$/m.exec(text)?.[1];
  if (value === undefined) throw new Error(`no value in ${text.length} characters`);
  return value;
}
