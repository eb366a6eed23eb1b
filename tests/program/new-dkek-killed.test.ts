// A new DKEK that is killed before each single thing that it does to a disk, once it was made. Whatever is
// left then, the old sets and the old key backups are as they were, but for one line in each record at the
// very end, and it can be gone on with or given up.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  checkCards,
  createSet,
  formatRecord,
  type NewSet,
  parseRecord,
  type SetRecord,
  setsOfOlderDkeks,
} from "@dkek/ceremony";
import {
  formatPendingSet,
  givePlace,
  olderSetOf,
  type PendingNewSet,
  takePlace,
  withProofs,
} from "@dkek/ceremony/reissue";
import { parseKcv } from "@dkek/dkek-file";
import { expect, onTestFinished, test } from "vitest";
import { killedAtEveryStep } from "../support/killed-at.js";
import { NEW_SET_START } from "../support/new-set-start.js";
import { temporaryFolder } from "../support/program.js";
import { quickEngine, type SampleSet, sampleSet } from "../support/sample-set.js";

const KEYS = ["key-1.bin", "key-2.bin"];
const OLD = ["old-1", "old-2"];

interface Given {
  /** The sets of both shares of the old DKEK. */
  readonly olds: readonly SampleSet[];
  readonly made: NewSet;
  readonly pending: PendingNewSet;
  readonly proven: SetRecord;
}

async function givenIn(cwd: string): Promise<Given> {
  const olds = [await sampleSet("sc-hsm"), await sampleSet("p224")];
  const options = { engine: quickEngine, program: "test" };
  const made = await createSet({ scheme: "p224", threshold: 2, total: 2 }, options);
  onTestFinished(() => made[Symbol.dispose]());
  const [replaces, ...others] = olds.map(({ record, cards }) =>
    olderSetOf(record.set.setId, cards[0]?.field.prime, record),
  );
  const oldKcv = parseKcv("0123456789ABCDEF");
  if (replaces === undefined || oldKcv === undefined) throw new Error("no old set");
  const hashes = { oldSha256: "a".repeat(64), sha256: "b".repeat(64) };
  const pending: PendingNewSet = {
    format: "dkek-new-set",
    version: 1,
    number: "417093",
    at: "2026-11-26T12:00:00Z",
    setId: made.record.set.setId,
    replaces,
    newDkek: { oldKcv, others, backups: KEYS.map((file) => ({ file, ...hashes })) },
  };
  const given = join(cwd, "given");
  mkdirSync(join(given, "keys"), { recursive: true });
  writeFileSync(join(given, "dkek.pbe"), made.pbe);
  writeFileSync(join(given, "record.json"), formatRecord(made.record));
  writeFileSync(join(given, "rotation-plan.md"), "a plan");
  for (const key of KEYS) writeFileSync(join(given, "keys", key), key);
  writeFileSync(join(given, "not-confirmed.json"), formatPendingSet(pending));
  const proven = withProofs(made.record, [1, 2], [1, 2], new Date());
  writeFileSync(join(cwd, "proven.json"), formatRecord(proven));
  return { olds, made, pending, proven };
}

/** The old sets and their key backup as they are before; the new one waits, or is still to be written. */
function layOut(cwd: string, { olds }: Given, waits: boolean): void {
  for (const name of readdirSync(cwd)) {
    if (OLD.includes(name) || name.startsWith("new")) rmSync(join(cwd, name), { recursive: true });
  }
  for (const [place, { pbe, record }] of olds.entries()) {
    const folder = join(cwd, OLD[place] ?? "");
    mkdirSync(folder);
    writeFileSync(join(folder, "dkek.pbe"), pbe);
    writeFileSync(join(folder, "record.json"), formatRecord(record));
  }
  if (waits) cpSync(join(cwd, "given"), join(cwd, "new"), { recursive: true });
}

const recordIn = (cwd: string, folder: string): SetRecord =>
  parseRecord(readFileSync(join(cwd, folder, "record.json"), "utf8"));

/** Each card of the old sets is right by its record, and the `.pbe` files are the same. */
async function expectOldSets(cwd: string, { olds }: Given): Promise<readonly SetRecord[]> {
  const records = OLD.map((name) => recordIn(cwd, name));
  for (const [place, { cards, pbe, record }] of olds.entries()) {
    const left = records[place];
    if (left === undefined) throw new Error("a record is missing");
    expect(new Set(await checkCards(cards, left))).toEqual(new Set(["intact"]));
    expect(left.set).toEqual(record.set);
    const file = join(cwd, OLD[place] ?? "", "dkek.pbe");
    expect(new Uint8Array(readFileSync(file))).toEqual(pbe);
  }
  return records;
}

const typesOf = (records: readonly SetRecord[]): string =>
  records.map(({ events }) => events.at(-1)?.type).join();

test("while it is being written: it is there whole, waiting, or unfinished", async () => {
  const cwd = temporaryFolder();
  const given = await givenIn(cwd);
  const seen = new Set<string>();
  const killed = await killedAtEveryStep(
    `${NEW_SET_START}
    const folder = stageFolder("new");
    for (const name of ["dkek.pbe", "record.json"]) folder.write(name, read("given/" + name));
    const rewrapped = pending.newDkek.backups.map((noted) => ({
      from: { path: noted.file, backup: {} },
      to: { bytes: new Uint8Array(readFileSync("given/keys/" + noted.file)) },
      noted,
    }));
    const sealed = { newDkek: { oldKcv: pending.newDkek.oldKcv, rewrapped } };
    folders.writeBeside(folder, { pending, record, sealed, out: "new", isConfirmed: false });
    folder.commit();`,
    cwd,
    () => layOut(cwd, given, false),
    async (isKilled) => {
      expect(typesOf(await expectOldSets(cwd, given))).toBe("created,created");
      const left = readdirSync(cwd).filter((name) => name.startsWith("new"));
      seen.add(left.map((name) => name.replace(/\..*\./, ".….")).join());
      if (left.includes("new")) {
        expect(readdirSync(join(cwd, "new"), { recursive: true }).sort()).toEqual([
          "dkek.pbe",
          "keys",
          ...KEYS.map((key) => `keys/${key}`),
          "not-confirmed.json",
          "record.json",
          "rotation-plan.md",
        ]);
      } else expect(isKilled).toBe(true);
    },
  );
  expect(killed).toBeGreaterThan(15);
  expect([...seen].sort()).toEqual(["", "new", "new.….dkek-unfinished"]);
});

test("while it is confirmed: whatever was said then, saying it once more ends it", async () => {
  const cwd = temporaryFolder();
  const given = await givenIn(cwd);
  const { pending, proven, olds } = given;
  const ended = new Set<string>();
  const killed = await killedAtEveryStep(
    `${NEW_SET_START}
    const olds = ${JSON.stringify(OLD)}.map((name) => ({ recordFile: { path: name + "/record.json" } }));
    await takePlaceOf(olds, waiting, parseRecord(read("proven.json")));`,
    cwd,
    () => layOut(cwd, given, true),
    async (isKilled) => {
      const left = await expectOldSets(cwd, given);
      const record = recordIn(cwd, "new");
      const isTaken = setsOfOlderDkeks(record).length > 0;
      const waits = existsSync(join(cwd, "new", "not-confirmed.json"));
      ended.add(`${isTaken ? "taken" : ""} ${typesOf(left)} ${waits ? "waits" : ""}`);
      if (!isKilled) expect(waits).toBe(false);
      const again = takePlace(isTaken ? record : proven, pending, left, new Date());
      expect(setsOfOlderDkeks(again)).toEqual([
        pending.replaces,
        ...(pending.newDkek?.others ?? []),
      ]);
      for (const [place, old] of left.entries()) {
        const after = givePlace(old, pending, new Date());
        expect(after.events.map(({ type }) => type)).toEqual(["created", "succeeded"]);
        expect(after.events[0]).toEqual(olds[place]?.record.events[0]);
      }
    },
  );
  expect(killed).toBeGreaterThan(12);
  expect([...ended].sort()).toEqual([
    " created,created waits",
    "taken created,created waits",
    "taken succeeded,created waits",
    "taken succeeded,succeeded ",
    "taken succeeded,succeeded waits",
  ]);
});

test("while it is given up: as long as a key of it is left, it can be given up again", async () => {
  const cwd = temporaryFolder();
  const given = await givenIn(cwd);
  const killed = await killedAtEveryStep(
    `${NEW_SET_START}
    folders.eraseNewSet(waiting);`,
    cwd,
    () => layOut(cwd, given, true),
    async (isKilled) => {
      expect(typesOf(await expectOldSets(cwd, given))).toBe("created,created");
      const left = existsSync(join(cwd, "new"))
        ? readdirSync(join(cwd, "new"), { recursive: true }).map(String)
        : [];
      if (left.some((name) => name.endsWith(".bin"))) {
        expect(left).toEqual(
          expect.arrayContaining(["not-confirmed.json", "record.json", "dkek.pbe"]),
        );
      }
      if (!isKilled) expect(existsSync(join(cwd, "new"))).toBe(false);
    },
  );
  expect(killed).toBeGreaterThan(8);
});
