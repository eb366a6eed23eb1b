// A new set for an old one's DKEK share, as people sit through it on a pseudo-terminal of 80 by 24: the old
// cards, the new ones copied off the screen and typed back, and only then both records.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRecord, type SetRecord } from "@dkek/ceremony";
import { expect, test } from "vitest";
import { type Copied, copiedCard } from "../support/copied-card.js";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { quickDkek, temporaryFolder } from "../support/program.js";
import { answer, quickDkekOnTerminal, type Terminal } from "../support/pseudo-terminal.js";
import { quickly } from "../support/quick-sets.js";
import { stockSet } from "../support/stock-sets.js";
import { expectNothingOf } from "../support/traces.js";

/** No printer: nobody answers there. */
const NO_CUPS = { CUPS_SERVER: "/nowhere/cups.sock" };
const NAMES = ["Ada", "Grace"];

/** A 3-of-5 set in the folder `set`, and the paths of its cards. */
async function setIn(cwd: string): Promise<(...ids: readonly number[]) => string[]> {
  const options = { scheme: "sc-hsm", threshold: 3, total: 5 } as const;
  return layOutKnownSet(
    cwd,
    "set",
    await knownSet(await quickly(stockSet("shares-3of5")), options),
  );
}

const recordIn = (cwd: string, folder: string): SetRecord =>
  parseRecord(readFileSync(join(cwd, folder, "record.json"), "utf8"));

/** From the start to the first new card on the screen. */
async function toTheFirstCard(terminal: Terminal): Promise<Copied> {
  await answer(terminal, "Is everybody ready?", "\r");
  await answer(terminal, "How many cards", "2\r");
  await answer(terminal, "must come together", "2\r");
  await answer(terminal, "A new folder", "new\r");
  await answer(terminal, "Is this what you want?", "yes\r");
  await answer(terminal, "Go on all the same?", "\r");
  await answer(terminal, "Custodian of card 1", "Ada\r");
  await answer(terminal, "Custodian of card 2", "Grace\r");
  await answer(terminal, "Are all names right?", "yes\r");
  return toTheCard(terminal, "Ada");
}

async function toTheCard(terminal: Terminal, name: string): Promise<Copied> {
  await answer(terminal, `Now only ${name} looks`, "\r");
  await terminal.sees("copy everything onto the form");
  await terminal.sees("> ");
  return copiedCard(terminal);
}

test("in one sitting: nothing is there, and the old record says nothing, before all is proven", async () => {
  const cwd = temporaryFolder();
  const paths = await setIn(cwd);
  const before = readFileSync(join(cwd, "set", "record.json"), "utf8");
  const args = ["reissue", "set/dkek.pbe", "--new-set", "--label", "Root-CA-2027"];
  const terminal = quickDkekOnTerminal([...args, "--card", ...paths(1, 3, 5)], cwd, NO_CUPS);
  await terminal.sees("It revokes nothing");
  const cards: Copied[] = [];
  for (const name of NAMES) {
    const card =
      cards.length === 0 ? await toTheFirstCard(terminal) : await toTheCard(terminal, name);
    cards.push(card);
    expect(existsSync(join(cwd, "new"))).toBe(false);
    expect(readFileSync(join(cwd, "set", "record.json"), "utf8")).toBe(before);
    terminal.type("\r");
    for (const [place, row] of card.value.entries()) {
      await answer(terminal, `${name}: Value row ${place + 1} of`, `${row}\r`);
    }
    await answer(terminal, `The card of ${name} is right`, "\r");
  }
  expect(await terminal.ended).toBe(0);
  const screen = terminal.screen().replaceAll(/\s+/g, " ");
  expect(screen).toContain("has taken the place of set");
  expect(screen).toContain("So find every copy of the old .pbe file and destroy it");
  const rows = cards.flatMap(({ value }) => value);
  expectNothingOf(rows, terminal.screen().replaceAll(/[0-9A-F]{16}|set [0-9a-f]{8}/g, ""));
  expect(readdirSync(join(cwd, "new")).sort()).toEqual(["dkek.pbe", "record.json", "record.pdf"]);
  const record = recordIn(cwd, "new");
  expect(record.set).toMatchObject({ label: "Root-CA-2027", sharing: { custodians: NAMES } });
  expect(record.events.map(({ type }) => type)).toEqual([
    "created",
    "proofread",
    "proofread",
    "verified",
    "replaces",
  ]);
  const old = recordIn(cwd, "set");
  expect(old.events.map(({ type }) => type)).toEqual(["created", "replaced"]);
  expect(old.set.dkekShare).toEqual(record.set.dkekShare);
  // What was copied by hand opens the new file.
  const files = cards.map(({ id, lines }) => {
    writeFileSync(join(cwd, `paper-${id}.txt`), lines.join("\n"));
    return `paper-${id}.txt`;
  });
  const verified = await quickDkek(["verify", "new/dkek.pbe", "--json", "--card", ...files], {
    cwd,
  });
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, kcv: old.set.dkekShare.kcv });
});

test.each([["Ctrl-C"], ["kill -9"]])(
  "%s with a paper out: the old set is as it was, and the papers are named",
  async (how) => {
    const cwd = temporaryFolder();
    const paths = await setIn(cwd);
    const before = readFileSync(join(cwd, "set", "record.json"), "utf8");
    const args = ["reissue", "set/dkek.pbe", "--new-set", "--label", "x", "--card"];
    const terminal = quickDkekOnTerminal([...args, ...paths(1, 3, 5)], cwd, NO_CUPS);
    await toTheFirstCard(terminal);
    if (how === "kill -9") process.kill(childOf(terminal.pid), "SIGKILL");
    else terminal.type("\u0003");
    await terminal.ended;
    expect(readFileSync(join(cwd, "set", "record.json"), "utf8")).toBe(before);
    expect(readdirSync(join(cwd, "set")).sort()).toEqual(["cards", "dkek.pbe", "record.json"]);
    const left = readdirSync(cwd).filter((name) => name.startsWith("new"));
    if (how === "Ctrl-C") {
      expect(left).toEqual([]);
      const screen = terminal.screen().replaceAll(/\s+/g, " ");
      expect(screen).toContain("The old set is as it was");
      expect(screen).toContain("on paper of it: card 1 (Ada)");
      return;
    }
    expect(left).toEqual([expect.stringMatching(/\.dkek-unfinished$/)]);
    const [folder = ""] = left;
    expect(readdirSync(join(cwd, folder))).toEqual(["NOTE.txt"]);
    expect(readFileSync(join(cwd, folder, "NOTE.txt"), "utf8")).toContain("card 1 (Ada)");
  },
);

/** The program under a `script`. */
function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}
