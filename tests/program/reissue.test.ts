// A card that is made anew or added, step by step with options: nothing is on record before the new card
// was read back and has opened the file with others. With the full ten million iterations:
// end-to-end/reissue.test.ts.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkCard,
  formatRecord,
  latestCards,
  parseCardText,
  parseRecord,
  type RecordEvent,
  type SetRecord,
  withEvent,
} from "@dkek/ceremony";
import { parsePending } from "@dkek/ceremony/reissue";
import { describe, expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { textOf } from "../support/poppler.js";
import { dkek, type Outcome, quickDkek, startDkek, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, stockSet } from "../support/stock-sets.js";

const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");
const recordIn = (cwd: string): SetRecord => parseRecord(read(cwd, "set", "record.json"));
const typesOf = ({ events }: SetRecord): RecordEvent["type"][] => events.map(({ type }) => type);
const json = ({ stdout }: Outcome): Record<string, unknown> => JSON.parse(stdout);

describe.each([
  ["p224", "p224-tool-pbe"],
  ["sc-hsm", "shares-3of5"],
] as const)("a %s set", (scheme, vector) => {
  test("a lost card, made anew from the others", async () => {
    const cwd = temporaryFolder();
    const set = await knownSet(await quickly(stockSet(vector)), { scheme, threshold: 3, total: 5 });
    const paths = layOutKnownSet(cwd, "set", set);
    const before = read(cwd, "set", "record.json");
    const reissue = (...args: readonly string[]): Promise<Outcome> =>
      quickDkek(["reissue", "set/dkek.pbe", ...args], { cwd });

    const made = await reissue("--recreate", "2", "--card", ...paths(1, 3, 5));
    expect(made).toMatchObject({ status: 0 });
    expect(made.stdout).toContain("NOT on record yet");
    expect(made.stdout).toContain("the old card 2 is the same share and stays valid");
    expect(made.stdout).toContain("the record proves this card alone");
    expect(read(cwd, "set", "record.json")).toBe(before);
    const folder = join("set", "dkek-reissue");
    expect(readdirSync(join(cwd, folder)).sort()).toEqual([
      "card-2-issue-2.pdf",
      "card-2-issue-2.txt",
      "reissue.json",
    ]);
    const { number } = parsePending(read(cwd, folder, "reissue.json"));
    expect(made.stdout).toContain(`--confirm ${number} --card`);
    const sheet = textOf(readFileSync(join(cwd, folder, "card-2-issue-2.pdf")));
    expect(sheet).toContain(`number ${number.slice(0, 3)} ${number.slice(3)}`);
    const value = Buffer.from(set.cards[1]?.value.expose() ?? []).toString("hex");
    const shown = made.stdout.replaceAll(/[\s:]/g, "");
    for (const [row] of value.matchAll(/.{8}/g)) expect(shown).not.toContain(row);

    // Not before it is settled.
    const second = await reissue("--add", "--card", ...paths(1, 3, 5));
    expect(second).toMatchObject({ status: 2, stdout: "" });
    expect(second.stderr).toContain("a new card waits there to go on record: card 2, issue 2");
    const fresh = join(folder, "card-2-issue-2.txt");
    for (const [args, status, says] of [
      [
        [number.replace(/.$/, (digit) => `${9 - Number(digit)}`), "--card", fresh, ...paths(1, 3)],
        2,
        "has another number",
      ],
      [[number, "--card", ...paths(1, 2, 3)], 1, "is issue 1, and the new one is issue 2"],
      [[number, "--card", ...paths(1, 3, 5)], 1, "the new card, card 2, is not among these"],
      [[number, "--card", fresh, ...paths(1)], 1, "2 cards of the 3 that are needed"],
    ] as const) {
      const refused = await reissue("--confirm", ...args);
      expect(refused).toMatchObject({ status, stdout: "" });
      expect(refused.stderr).toContain(says);
    }
    expect(read(cwd, "set", "record.json")).toBe(before);

    const confirmed = await reissue("--confirm", number, "--card", fresh, ...paths(1, 4), "--json");
    expect(confirmed).toMatchObject({ status: 0 });
    expect(json(confirmed)).toMatchObject({
      ok: true,
      type: "reissued",
      card: { id: 2, issue: 2 },
      isProven: true,
      isOnRecord: true,
      folder: join("set", "card-2-issue-2"),
    });
    const after = recordIn(cwd);
    expect(typesOf(after)).toEqual(["created", "reissued", "proofread"]);
    expect(existsSync(join(cwd, folder))).toBe(false);
    expect(readdirSync(join(cwd, "set", "card-2-issue-2")).sort()).toEqual([
      "card-2-issue-2.pdf",
      "card-2-issue-2.txt",
    ]);

    const both = ["set/card-2-issue-2/card-2-issue-2.txt", ...paths(2)];
    const verified = await quickDkek(["verify", "--record", "set/record.json", "--card", ...both], {
      cwd,
    });
    expect(verified).toMatchObject({ status: 0 });
    expect(verified.stdout).toMatch(/card-2-issue-2.txt \(card 2\): belongs .*\(by the record\)\n/);
    expect(verified.stdout).toMatch(/card-2.txt \(card 2\): belongs .*; replaced by issue 2\n/);
  });
});

test("sc-hsm: one card more, for somebody; the record tells of it", async () => {
  const cwd = temporaryFolder();
  const set = await knownSet(await quickly(stockSet("shares-3of5")), {
    scheme: "sc-hsm",
    threshold: 3,
    total: 5,
  });
  const paths = layOutKnownSet(cwd, "set", set);
  const add = ["--add", "--custodian", "Hedy", "--format", "text", "--json"];
  const made = await quickDkek(["reissue", "set/dkek.pbe", ...add, "--card", ...paths(1, 3, 5)], {
    cwd,
  });
  expect(made).toMatchObject({ status: 0 });
  const { number, files } = json(made) as { number: string; files: { text: string } };
  expect(json(made)).toMatchObject({
    type: "added",
    card: { id: 6, issue: 1 },
    custodian: "Hedy",
    isProvable: true,
    isOnRecord: false,
    files: { text: "set/dkek-reissue/card-6.txt", pdf: null },
  });
  const card = parseCardText(read(cwd, files.text));
  expect(await checkCard(card, recordIn(cwd))).toBe("unknown");
  // What else lies there by now is somebody's, and stays with the card.
  writeFileSync(join(cwd, "set", "dkek-reissue", "notes.txt"), "sealed in bag 17");
  mkdirSync(join(cwd, "set", "card-6"));
  const confirm = ["--confirm", number, "--card", files.text, ...paths(2, 4)];
  const confirmed = await quickDkek(["reissue", "set/dkek.pbe", ...confirm], { cwd });
  expect(confirmed).toMatchObject({ status: 0 });
  expect(confirmed.stdout).toContain("card 6 is added to set");
  expect(readdirSync(join(cwd, "set", "card-6-2")).sort()).toEqual(["card-6.txt", "notes.txt"]);
  expect(await checkCard(card, recordIn(cwd))).toBe("intact");
  expect(latestCards(recordIn(cwd)).at(-1)).toMatchObject({ id: 6, issue: 1, custodian: "Hedy" });
});

test("p224: cards without their blinding values make one that no record proves, and it says so", async () => {
  const cwd = temporaryFolder();
  const set = await knownSet(await quickly(stockSet("p224-tool-pbe")), {
    scheme: "p224",
    threshold: 3,
    total: 5,
  });
  const paths = layOutKnownSet(cwd, "set", set);
  const [bare = ""] = paths(5);
  writeFileSync(join(cwd, bare), read(cwd, bare).split("\n").slice(0, 3).join("\n"));
  const args = ["--recreate", "2", "--card", ...paths(1, 3, 5)];
  const made = await quickDkek(["reissue", "set/dkek.pbe", ...args], { cwd });
  expect(made).toMatchObject({ status: 0 });
  expect(made.stdout).toContain("fewer than 3 cards came with their blinding values");
  expect(parseCardText(read(cwd, "set/dkek-reissue/card-2-issue-2.txt")).proof).toBeUndefined();
  const { number } = parsePending(read(cwd, "set/dkek-reissue/reissue.json"));
  const dropped = await quickDkek(["reissue", "set/dkek.pbe", "--drop", number], { cwd });
  expect(dropped).toMatchObject({ status: 0 });
  expect(dropped.stdout).toContain("card 2, issue 2 is given up; set and record are as they were");
  expect(readdirSync(join(cwd, "set")).sort()).toEqual(["cards", "dkek.pbe", "record.json"]);
  expect(typesOf(recordIn(cwd))).toEqual(["created"]);
});

test("killed while the file is being opened, nothing is there but what was", async () => {
  const cwd = temporaryFolder();
  const set = await knownSet(stockSet("p224-tool-pbe"), { scheme: "p224", threshold: 3, total: 5 });
  const paths = layOutKnownSet(cwd, "set", set);
  const before = readdirSync(cwd, { recursive: true }).sort();
  const args = ["reissue", "set/dkek.pbe", "--add", "--card", ...paths(1, 3, 5)];
  const { child, outcome } = startDkek(args, { cwd });
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (text: string) => {
      if (text.includes("opening the .pbe file")) resolve();
    });
  });
  child.kill("SIGKILL");
  await outcome;
  expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(before);
});

test("people who left with enough cards are named, before the record says so and after", async () => {
  const cwd = temporaryFolder();
  const set = await knownSet(await quickly(stockSet("shares-3of5")), {
    scheme: "sc-hsm",
    threshold: 3,
    total: 5,
    custodians: ["Ada", "Bea", "Cid", "Dan", "Eve"],
  });
  const paths = layOutKnownSet(cwd, "set", set);
  const handed = [1, 3].reduce(
    (record, id) =>
      withEvent(record, {
        at: "2026-11-24T12:00:00Z",
        type: "reissued",
        card: { id, issue: 2 },
        custodian: `New ${id}`,
        cardHash: "ab".repeat(32),
      }),
    set.record,
  );
  writeFileSync(join(cwd, "set", "record.json"), formatRecord(handed));
  const args = ["--recreate", "5", "--custodian", "Ida", "--card", ...paths(1, 2, 3)];
  const made = await quickDkek(["reissue", "set/dkek.pbe", ...args], { cwd });
  expect(made).toMatchObject({ status: 0 });
  expect(made.stdout).toContain("Eve still knows it.");
  expect(made.stdout).toContain("WARNING: Ada, Cid, Eve hold no card any more");
});

test("one who gets the last card of a quorum is named, and whoever audits it learns of it", async () => {
  const cwd = temporaryFolder();
  const set = await knownSet(await quickly(stockSet("shares-3of5")), {
    scheme: "sc-hsm",
    threshold: 2,
    total: 3,
    custodians: ["Ada", "Bea", "Cid"],
  });
  const paths = layOutKnownSet(cwd, "set", set);
  const handed = ["--recreate", "3", "--custodian", "Bea", "--json", "--card", ...paths(1, 3)];
  const made = await quickDkek(["reissue", "set/dkek.pbe", ...handed], { cwd });
  expect(made).toMatchObject({ status: 0 });
  const { number, files, knowEnoughAlone } = JSON.parse(made.stdout);
  expect(knowEnoughAlone).toEqual([{ name: "Bea", cards: [2, 3] }]);
  const confirm = ["--confirm", number, "--card", files.text, ...paths(1)];
  const confirmed = await quickDkek(["reissue", "set/dkek.pbe", ...confirm], { cwd });
  expect(confirmed.stdout).toContain("WARNING: cards 2, 3 have all been Bea's.");
  const audited = await quickDkek(["verify", "set/dkek.pbe", "--card", ...paths(1, 2)], { cwd });
  expect(audited.stdout.replace(/\s+/g, " ")).toContain(
    "Bea holds a card, and has known cards 2, 3",
  );
});

describe("without a record, as sc-hsm-tool makes sets", async () => {
  const stock = await quickly(stockSet("shares-3of5"));

  test("a lost card is as the tool made it, and opens the file with others", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, stock, [1, 2, 3, 4, 5]);
    const without = await dkek(["reissue", "set.pbe", "--recreate", "2", ...cards], { cwd });
    expect(without).toMatchObject({ status: 2 });
    expect(without.stderr).toContain("--total N");
    const wanted = ["--recreate", "2", "--total", "5", "--format", "text"];
    const three = ["--card", "card-1.txt", "card-4.txt", "card-5.txt"];
    const made = await quickDkek(["reissue", "set.pbe", ...wanted, ...three], { cwd });
    expect(made).toMatchObject({ status: 0 });
    const lines = read(cwd, "set-reissue", "card-2-issue-2.txt").split("\n").slice(0, 3);
    expect(lines).toEqual(read(cwd, "card-2.txt").trim().split("\n"));
    const { number } = parsePending(read(cwd, "set-reissue", "reissue.json"));
    const confirm = ["--confirm", number, "--card", "set-reissue/card-2-issue-2.txt"];
    const all = ["reissue", "set.pbe", ...confirm, "card-1.txt", "card-3.txt"];
    const confirmed = await quickDkek(all, { cwd });
    expect(confirmed).toMatchObject({ status: 0 });
    expect(confirmed.stdout).toContain("this set has no record to note it in");
    expect(existsSync(join(cwd, "card-2-issue-2", "card-2-issue-2.txt"))).toBe(true);
  });
});

test.each([
  [["--recreate", "2", "--add"], "--recreate and --add: one at a time"],
  [[], "what should be done?"],
  [["--add", "--drop", "417093"], "one at a time"],
  [["--recreate", "0"], "not a whole number from 1 to 255"],
  [["--recreate", "9", "--card", "x"], "has no card 9"],
  [["--confirm", "41709"], "not a number of 6 digits"],
  [["--confirm", "417093", "--custodian", "Ada"], "--custodian is not for --confirm"],
  [["--drop", "417 093", "--card", "x"], "--card is not for --drop"],
  [["--drop", "417 093"], "no new card of set/dkek.pbe waits"],
  [["--add", "--total", "9"], "the record tells it"],
  [["--add", "--custodian", "李", "--card", "x"], "no font on board has"],
  [["--add", "--custodian", "x".repeat(101)], "not one line of at most 100 characters"],
  [["--add", "--printer", "P", "--format", "pdf"], "--format is for files"],
  [["--add"], "no card was given"],
] as const)("%j is refused: %s", async (args, says) => {
  const cwd = temporaryFolder();
  const set = await knownSet(stockSet("shares-3of5"), { scheme: "sc-hsm", threshold: 3, total: 5 });
  layOutKnownSet(cwd, "set", set);
  const refused = await dkek(["reissue", "set/dkek.pbe", ...args], { cwd });
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toContain(says);
});

test("a card that waits for another file, and what is left of one that was being made", async () => {
  const cwd = temporaryFolder();
  const set = await knownSet(stockSet("shares-3of5"), { scheme: "sc-hsm", threshold: 3, total: 5 });
  const paths = layOutKnownSet(cwd, "set", set);
  const folder = join(cwd, "set", "dkek-reissue");
  mkdirSync(folder);
  const note = {
    format: "dkek-reissue",
    version: 1,
    number: "417093",
    at: "2026-11-24T12:00:00Z",
    setId: "ab".repeat(32),
    issued: { type: "added", card: { id: 6, issue: 1 }, cardHash: "cd".repeat(32) },
  };
  writeFileSync(join(folder, "reissue.json"), JSON.stringify(note));
  const reissue = (...args: readonly string[]): Promise<Outcome> =>
    dkek(["reissue", "set/dkek.pbe", ...args], { cwd });
  const other = await reissue("--drop", "417093");
  expect(other).toMatchObject({ status: 2 });
  expect(other.stderr).toContain("a new card of set abababab");
  const inspected = await dkek(["inspect", "set/dkek-reissue/reissue.json"], { cwd });
  expect(inspected.stdout).toMatch(/number +417 093/);
  writeFileSync(join(folder, "reissue.json"), "{}");
  const damaged = await reissue("--add", "--card", ...paths(1, 2, 3));
  expect(damaged).toMatchObject({ status: 2 });
  expect(damaged.stderr).toContain("this is not the note of a new card");
  rmSync(folder, { recursive: true });
  mkdirSync(join(cwd, "set", "dkek-reissue.1-1-0123abcd.dkek-unfinished"));
  const left = await reissue("--add", "--card", ...paths(1, 2, 3));
  expect(left).toMatchObject({ status: 2 });
  expect(left.stderr).toContain("a card that was being made, and is on no record");
});
