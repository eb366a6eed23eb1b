// The guided reissue, as people sit through it on a pseudo-terminal of 80 by 24: the quorum, the new card
// copied off the screen and typed back, the record afterwards; and what is left where it ends in between.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRecord, type SetRecord } from "@dkek/ceremony";
import { parsePending } from "@dkek/ceremony/reissue";
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
const NAMES = ["Ada", "Grace", "Edsger", "Barbara", "Zoë"];

/** A 3-of-5 set in the folder `set`, and the paths of its cards. */
async function setIn(cwd: string): Promise<(...ids: readonly number[]) => string[]> {
  const options = { scheme: "p224", threshold: 3, total: 5, custodians: NAMES } as const;
  return layOutKnownSet(
    cwd,
    "set",
    await knownSet(await quickly(stockSet("p224-tool-pbe")), options),
  );
}

const recordIn = (cwd: string): SetRecord =>
  parseRecord(readFileSync(join(cwd, "set", "record.json"), "utf8"));

/** From the start to the new card on the screen. */
async function toTheCard(
  terminal: Terminal,
  cards: readonly string[],
  name: string,
): Promise<Copied> {
  await answer(terminal, "Is everybody ready?", "\r");
  for (const [place, path] of cards.entries()) {
    await answer(terminal, `card ${place + 1} of 3`, `${path}\r`);
  }
  await answer(terminal, `Now only ${name} looks`, "\r");
  await terminal.sees("copy everything onto the form");
  await terminal.sees("> ");
  return copiedCard(terminal);
}

test("a lost card: the quorum, the paper, the proof, the record, in one sitting", async () => {
  const cwd = temporaryFolder();
  const paths = await setIn(cwd);
  const before = readFileSync(join(cwd, "set", "record.json"), "utf8");
  const args = ["reissue", "set/dkek.pbe", "--recreate", "2", "--custodian", "Hedy"];
  const terminal = quickDkekOnTerminal(args, cwd, NO_CUPS);
  await terminal.sees("as issue 2");
  await terminal.sees("Grace still knows it");
  const card = await toTheCard(terminal, paths(1, 3, 5), "Hedy");
  expect(card.id).toBe("2");
  const note = join(cwd, "set", "dkek-reissue", "reissue.json");
  const { number } = parsePending(readFileSync(note, "utf8"));
  expect(terminal.output()).toContain(`${number.slice(0, 3)} ${number.slice(3)}`);
  terminal.type("\r");
  for (const [place, row] of card.value.entries()) {
    const question = `Hedy: Value row ${place + 1} of ${card.value.length}`;
    if (place === 0) {
      await answer(terminal, question, `${card.value[1]}\r`);
      await terminal.sees("row 2");
      terminal.type(`\u0015${row}\r`);
    } else await answer(terminal, question, `${row}\r`);
    expect(readFileSync(join(cwd, "set", "record.json"), "utf8")).toBe(before);
  }
  await answer(terminal, "The card of Hedy is right", "\r");
  expect(await terminal.ended).toBe(0);
  expect(terminal.screen()).toContain("card 2 of set");
  expect(terminal.screen().replaceAll(/\s+/g, " ")).toContain("on record in set/record.json");
  expectNothingOf(card.value, terminal.screen().replaceAll(/set [0-9a-f]{8}/g, ""));
  const { events } = recordIn(cwd);
  expect(events.map(({ type }) => type)).toEqual(["created", "reissued", "proofread"]);
  expect(events[1]).toMatchObject({ card: { id: 2, issue: 2 }, custodian: "Hedy" });
  expect(readdirSync(join(cwd, "set")).sort()).toEqual(["cards", "dkek.pbe", "record.json"]);
  // What was copied by hand is the card.
  writeFileSync(join(cwd, "paper.txt"), card.lines.join("\n"));
  const verify = ["verify", "--record", "set/record.json", "--card", "paper.txt"];
  expect(await quickDkek(verify, { cwd })).toMatchObject({ status: 0 });
});

test("Ctrl-C before the paper leaves nothing at all", async () => {
  const cwd = temporaryFolder();
  const paths = await setIn(cwd);
  const before = readdirSync(cwd, { recursive: true }).sort();
  for (const steps of [0, 1]) {
    const terminal = quickDkekOnTerminal(["reissue", "set/dkek.pbe", "--add"], cwd, NO_CUPS);
    if (steps === 1) {
      await answer(terminal, "Is everybody ready?", "\r");
      await answer(terminal, "card 1 of 3", `${paths(1)[0]}\r`);
      await terminal.sees("card 2 of 3");
    } else await terminal.sees("Is everybody ready?");
    await terminal.sees("> ");
    terminal.type("\u0003");
    expect(await terminal.ended).toBe(130);
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(before);
  }
  expect(recordIn(cwd).events).toHaveLength(1);
});

test.each([["Ctrl-C"], ["kill -9"]])(
  "%s with the paper out: the old set stands, and the card can still go on record or be dropped",
  async (how) => {
    const cwd = temporaryFolder();
    const paths = await setIn(cwd);
    const before = readFileSync(join(cwd, "set", "record.json"), "utf8");
    const args = ["reissue", "set/dkek.pbe", "--add", "--custodian", "Hedy"];
    const terminal = quickDkekOnTerminal([...args, "--card", ...paths(1, 3, 5)], cwd, NO_CUPS);
    const card = await toTheCard(terminal, [], "Hedy");
    if (how === "kill -9") process.kill(childOf(terminal.pid), "SIGKILL");
    else terminal.type("\u0003");
    await terminal.ended;
    expect(readFileSync(join(cwd, "set", "record.json"), "utf8")).toBe(before);
    const folder = join(cwd, "set", "dkek-reissue");
    expect(readdirSync(folder)).toEqual(["reissue.json"]);
    const { number, issued } = parsePending(readFileSync(join(folder, "reissue.json"), "utf8"));
    expect(issued).toMatchObject({ type: "added", card: { id: 6, issue: 1 } });
    const verify = ["verify", "--record", "set/record.json", "--card", ...paths(2)];
    expect(await quickDkek(verify, { cwd })).toMatchObject({ status: 0 });
    if (how === "Ctrl-C") {
      expect(terminal.screen()).toContain("Set and record are as they were");
      expect(terminal.screen()).toMatch(/^dkek: interrupted$/m);
      expect(terminal.screen().replaceAll("\n", " ")).toContain("set/dkek-reissue");
      const dropped = await quickDkek(["reissue", "set/dkek.pbe", "--drop", number], { cwd });
      expect(dropped).toMatchObject({ status: 0 });
      expect(existsSync(folder)).toBe(false);
      return;
    }
    // The custodian has the paper, and types it.
    const confirm = quickDkekOnTerminal(
      ["reissue", "set/dkek.pbe", "--confirm", number],
      cwd,
      NO_CUPS,
    );
    await confirm.sees("Read the new card back from its paper first (card 6, issue 1)");
    await answer(confirm, "card 1 of 3", "6\r");
    for (const [place, row] of card.value.entries()) {
      await answer(confirm, `Value row ${place + 1} of`, `${row}\r`);
    }
    await answer(confirm, "Blinding row 1", "\r");
    await answer(confirm, "card 2 of 3", `${paths(2)[0]}\r`);
    await answer(confirm, "card 3 of 3", `${paths(4)[0]}\r`);
    expect(await confirm.ended).toBe(0);
    expect(recordIn(cwd).events.map(({ type }) => type)).toEqual(["created", "added", "proofread"]);
    expect(existsSync(folder)).toBe(false);
  },
);

/** The program under a `script`. */
function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}
