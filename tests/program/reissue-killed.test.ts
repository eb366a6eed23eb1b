// A reissue that is killed before each single thing that it does to a disk. Whatever is left then, the set
// and its record are the old ones or the new ones, whole, and it can be gone on with.
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
import { pathToFileURL } from "node:url";
import {
  checkCard,
  formatCardText,
  formatRecord,
  type parseCardText,
  parseRecord,
} from "@dkek/ceremony";
import {
  confirmIssue,
  formatPending,
  issueCard,
  issuingSetOf,
  type PendingReissue,
  parsePending,
  planCard,
} from "@dkek/ceremony/reissue";
import { expect, test } from "vitest";
import { killedAtEveryStep } from "../support/killed-at.js";
import { temporaryFolder } from "../support/program.js";
import { type SampleSet, sampleSet } from "../support/sample-set.js";

/** The modules of the built program that touch the disk; all else of it needs a key derivation. */
const built = (name: string): string =>
  JSON.stringify(
    pathToFileURL(join(import.meta.dirname, "../../packages/cli/dist/reissue", name)).href,
  );
const ceremony = (name: string): string =>
  JSON.stringify(
    pathToFileURL(join(import.meta.dirname, "../../packages/ceremony/dist", name)).href,
  );

const START = `
import { readFileSync } from "node:fs";
import { parseCardText, parseRecord } from ${ceremony("index.js")};
import { parsePending } from ${ceremony("reissue/index.js")};
import * as folders from ${built("pending-folder.js")};
import { putOnRecord } from ${built("put-on-record.js")};
const pending = parsePending(readFileSync("given/reissue.json", "utf8"));
const waiting = { path: "set/dkek-reissue", pending };
const card = readFileSync("given/card.txt", "utf8");
`;

/** A 3-of-12 set, and a second issue of its card 2, ready to be written. */
async function reissued(cwd: string): Promise<{
  readonly set: SampleSet;
  readonly pending: PendingReissue;
  readonly card: ReturnType<typeof parseCardText>;
}> {
  const set = await sampleSet("sc-hsm");
  const about = issuingSetOf(set.record);
  const planned = planCard({ what: "recreate", id: 2, custodian: "Hedy" }, about);
  const quorum = { cards: set.cards.slice(3, 6), threshold: 3 };
  const { card, issued } = await issueCard(quorum, planned, about);
  const pending = parsePending(
    formatPending({
      format: "dkek-reissue",
      version: 1,
      number: "417093",
      at: "2026-11-25T12:00:00Z",
      setId: set.record.set.setId,
      issued,
    }),
  );
  mkdirSync(join(cwd, "given"));
  writeFileSync(join(cwd, "given", "reissue.json"), formatPending(pending));
  writeFileSync(join(cwd, "given", "card.txt"), formatCardText(card));
  return { set, pending, card };
}

/** The set's folder as it is before; with the card that waits, or without. */
function layOut(cwd: string, { record, pbe }: SampleSet, waits: boolean): void {
  const folder = join(cwd, "set");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, "dkek.pbe"), pbe);
  writeFileSync(join(folder, "record.json"), formatRecord(record));
  if (!waits) return;
  mkdirSync(join(folder, "dkek-reissue"));
  cpSync(join(cwd, "given", "reissue.json"), join(folder, "dkek-reissue", "reissue.json"));
  cpSync(join(cwd, "given", "card.txt"), join(folder, "dkek-reissue", "card-2-issue-2.txt"));
}

/** What there is besides the set itself. */
const besides = (cwd: string): string[] =>
  readdirSync(join(cwd, "set")).filter((name) => !["dkek.pbe", "record.json"].includes(name));

test("while the card is being written: it waits whole, or is unfinished; the record is the old one", async () => {
  const cwd = temporaryFolder();
  const { set } = await reissued(cwd);
  const seen = new Set<string>();
  const killed = await killedAtEveryStep(
    `${START}
    const folder = folders.stagePending(waiting.path, pending);
    folder.write("card-2-issue-2.txt", card);
    folder.commit();`,
    cwd,
    () => layOut(cwd, set, false),
    (isKilled) => {
      expect(readFileSync(join(cwd, "set", "record.json"), "utf8")).toBe(formatRecord(set.record));
      const left = besides(cwd).map((name) => name.replace(/\..*\./, ".…."));
      seen.add(left.join());
      if (left.includes("dkek-reissue")) {
        expect(readdirSync(join(cwd, "set", "dkek-reissue")).sort()).toEqual([
          "card-2-issue-2.txt",
          "reissue.json",
        ]);
      } else expect(isKilled).toBe(true);
    },
  );
  expect(killed).toBeGreaterThan(8);
  expect([...seen].sort()).toEqual(["", "dkek-reissue", "dkek-reissue.….dkek-unfinished"]);
});

test("while the card goes on record: the old record or the new one, and confirming again ends it", async () => {
  const cwd = temporaryFolder();
  const { set, pending, card } = await reissued(cwd);
  const [, old] = set.cards;
  if (old === undefined) throw new Error("no card 2");
  const ended = new Set<string>();
  const settle = `${START}
    const recordFile = { path: "set/record.json", record: parseRecord(readFileSync("set/record.json", "utf8")) };
    const cards = [parseCardText(card)];
    await putOnRecord(cards, waiting, { recordFile });`;
  const killed = await killedAtEveryStep(
    settle,
    cwd,
    () => layOut(cwd, set, true),
    async () => {
      const record = parseRecord(readFileSync(join(cwd, "set", "record.json"), "utf8"));
      ended.add(record.events.map(({ type }) => type).join());
      expect(await checkCard(old, record)).toBe("intact");
      const isWaiting = existsSync(join(cwd, "set", "dkek-reissue", "reissue.json"));
      const isOnRecord = record.events.length > 1;
      expect(isWaiting || isOnRecord).toBe(true);
      // The card itself is never lost.
      const folder = isWaiting ? "dkek-reissue" : "card-2-issue-2";
      const text = readFileSync(join(cwd, "set", folder, "card-2-issue-2.txt"), "utf8");
      expect(text).toBe(formatCardText(card));
      const again = await confirmIssue(card, pending, record, new Date());
      expect(again.isProven).toBe(true);
      expect(again.record.events.filter(({ type }) => type === "reissued")).toHaveLength(1);
    },
  );
  expect(killed).toBeGreaterThan(8);
  expect([...ended].sort()).toEqual(["created", "created,reissued,proofread"]);
});

test("while the card is dropped: as long as anything of it is left, it can be dropped again", async () => {
  const cwd = temporaryFolder();
  const { set } = await reissued(cwd);
  const killed = await killedAtEveryStep(
    `${START}
    folders.erasePending(waiting);`,
    cwd,
    () => layOut(cwd, set, true),
    (isKilled) => {
      expect(readFileSync(join(cwd, "set", "record.json"), "utf8")).toBe(formatRecord(set.record));
      const left = besides(cwd).flatMap((name) => readdirSync(join(cwd, "set", name)));
      if (left.includes("card-2-issue-2.txt")) expect(left).toContain("reissue.json");
      if (!isKilled) expect(besides(cwd)).toEqual([]);
    },
  );
  expect(killed).toBeGreaterThan(3);
});
