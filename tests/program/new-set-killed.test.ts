// A new set that is killed before each single thing that it does to a disk. Whatever is left then, the old
// set is as it was, but for one line in its record at the very end, and it can be gone on with.
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
  formatCardText,
  formatRecord,
  type NewSet,
  olderSets,
  parseRecord,
  type SetRecord,
} from "@dkek/ceremony";
import {
  formatPendingSet,
  givePlace,
  olderSetOf,
  type PendingNewSet,
  takePlace,
  withProofs,
} from "@dkek/ceremony/reissue";
import { expect, onTestFinished, test } from "vitest";
import { killedAtEveryStep } from "../support/killed-at.js";
import { NEW_SET_START } from "../support/new-set-start.js";
import { temporaryFolder } from "../support/program.js";
import { quickEngine, type SampleSet, sampleSet } from "../support/sample-set.js";

interface Given {
  readonly old: SampleSet;
  readonly made: NewSet;
  readonly pending: PendingNewSet;
  /** The new set's record, with everything proven. */
  readonly proven: SetRecord;
}

/** An old set, and a new one for it, ready to be written. */
async function givenIn(cwd: string): Promise<Given> {
  const old = await sampleSet("sc-hsm");
  const options = { engine: quickEngine, program: "test" };
  const made = await createSet({ scheme: "p224", threshold: 2, total: 2 }, options);
  onTestFinished(() => made[Symbol.dispose]());
  const pending: PendingNewSet = {
    format: "dkek-new-set",
    version: 1,
    number: "417093",
    at: "2026-11-25T12:00:00Z",
    setId: made.record.set.setId,
    replaces: olderSetOf(old.record.set.setId, old.cards[0]?.field.prime ?? 0n, old.record),
  };
  const given = join(cwd, "given");
  mkdirSync(join(given, "cards"), { recursive: true });
  writeFileSync(join(given, "dkek.pbe"), made.pbe);
  writeFileSync(join(given, "record.json"), formatRecord(made.record));
  writeFileSync(join(given, "not-confirmed.json"), formatPendingSet(pending));
  for (const card of made.cards) {
    writeFileSync(join(given, "cards", `card-${card.id}.txt`), formatCardText(card));
  }
  const now = new Date("2026-11-26T12:00:00Z");
  const proven = withProofs(made.record, [1, 2], [1, 2], now);
  writeFileSync(join(cwd, "proven.json"), formatRecord(proven));
  return { old, made, pending, proven };
}

/** Both sets as they are before; the new one waits in its folder, or is still to be written. */
function layOut(cwd: string, { old }: Given, waits: boolean): void {
  const folder = join(cwd, "set");
  for (const name of readdirSync(cwd)) {
    if (name === "set" || name.startsWith("new")) rmSync(join(cwd, name), { recursive: true });
  }
  mkdirSync(folder);
  writeFileSync(join(folder, "dkek.pbe"), old.pbe);
  writeFileSync(join(folder, "record.json"), formatRecord(old.record));
  if (waits) cpSync(join(cwd, "given"), join(cwd, "new"), { recursive: true });
}

const recordIn = (cwd: string, folder: string): SetRecord =>
  parseRecord(readFileSync(join(cwd, folder, "record.json"), "utf8"));

/** Each card of the old set is right by its record, and its `.pbe` is the same. */
async function expectOldSet(cwd: string, { old }: Given): Promise<SetRecord> {
  const record = recordIn(cwd, "set");
  expect(new Set(await checkCards(old.cards, record))).toEqual(new Set(["intact"]));
  expect(record.set).toEqual(old.record.set);
  expect(new Uint8Array(readFileSync(join(cwd, "set", "dkek.pbe")))).toEqual(old.pbe);
  return record;
}

test("while the new set is being written: it is there whole, waiting, or unfinished", async () => {
  const cwd = temporaryFolder();
  const given = await givenIn(cwd);
  const seen = new Set<string>();
  const killed = await killedAtEveryStep(
    `${NEW_SET_START}
    const folder = stageFolder("new");
    for (const name of ["dkek.pbe", "record.json", "cards/card-1.txt", "cards/card-2.txt"]) {
      folder.write(name, readFileSync("given/" + name));
    }
    folders.writeNote(folder, pending);
    folder.commit();`,
    cwd,
    () => layOut(cwd, given, false),
    async (isKilled) => {
      expect((await expectOldSet(cwd, given)).events).toEqual(given.old.record.events);
      const left = readdirSync(cwd).filter((name) => name.startsWith("new"));
      seen.add(left.map((name) => name.replace(/\..*\./, ".….")).join());
      if (left.includes("new")) {
        expect(readdirSync(join(cwd, "new"), { recursive: true }).sort()).toEqual([
          "cards",
          "cards/card-1.txt",
          "cards/card-2.txt",
          "dkek.pbe",
          "not-confirmed.json",
          "record.json",
        ]);
      } else expect(isKilled).toBe(true);
    },
  );
  expect(killed).toBeGreaterThan(15);
  expect([...seen].sort()).toEqual(["", "new", "new.….dkek-unfinished"]);
});

test("while it takes the old one's place: whatever was said then, saying it once more ends it", async () => {
  const cwd = temporaryFolder();
  const given = await givenIn(cwd);
  const { pending, proven, old } = given;
  const ended = new Set<string>();
  const killed = await killedAtEveryStep(
    `${NEW_SET_START}
    const recordFile = { path: "set/record.json", record: parseRecord(read("set/record.json")) };
    await takePlaceOf([{ recordFile }], waiting, parseRecord(read("proven.json")));`,
    cwd,
    () => layOut(cwd, given, true),
    async (isKilled) => {
      const left = await expectOldSet(cwd, given);
      const record = recordIn(cwd, "new");
      const isTaken = olderSets(record).length > 0;
      const isGiven = left.events.length > old.record.events.length;
      const waits = existsSync(join(cwd, "new", "not-confirmed.json"));
      ended.add(`${isTaken ? "taken" : ""} ${isGiven ? "given" : ""} ${waits ? "waits" : ""}`);
      if (!isKilled) expect(waits).toBe(false);
      const again = takePlace(isTaken ? record : proven, pending, [left], new Date());
      expect(olderSets(again)).toEqual([pending.replaces]);
      const given2 = givePlace(left, pending, new Date());
      expect(given2.events.map(({ type }) => type)).toEqual(["created", "replaced"]);
    },
  );
  expect(killed).toBeGreaterThan(8);
  expect([...ended].sort()).toEqual([
    "  waits",
    "taken  waits",
    "taken given ",
    "taken given waits",
  ]);
});

test("while it is given up: as long as a card of it is left, it can be given up again", async () => {
  const cwd = temporaryFolder();
  const given = await givenIn(cwd);
  const killed = await killedAtEveryStep(
    `${NEW_SET_START}
    folders.eraseNewSet(waiting);`,
    cwd,
    () => layOut(cwd, given, true),
    async (isKilled) => {
      expect((await expectOldSet(cwd, given)).events).toEqual(given.old.record.events);
      const left = existsSync(join(cwd, "new"))
        ? readdirSync(join(cwd, "new"), { recursive: true }).map(String)
        : [];
      if (left.some((name) => name.endsWith(".txt"))) {
        expect(left).toEqual(
          expect.arrayContaining(["not-confirmed.json", "record.json", "dkek.pbe"]),
        );
      }
      if (!isKilled) expect(existsSync(join(cwd, "new"))).toBe(false);
    },
  );
  expect(killed).toBeGreaterThan(8);
});
