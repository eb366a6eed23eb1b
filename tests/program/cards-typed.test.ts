import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Card,
  formatCardString,
  formatCardText,
  formatRecord,
  type RowPart,
  rowsOf,
  setIdOf,
  withEvent,
} from "@dkek/ceremony";
import type { Kcv } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import { dkek, temporaryFolder } from "../support/program.js";
import { answer, dkekOnTerminal, quickDkekOnTerminal } from "../support/pseudo-terminal.js";
import { quickly } from "../support/quick-sets.js";
import { sampleSet } from "../support/sample-set.js";
import { layOutStockSet, type StockSet, stockSet } from "../support/stock-sets.js";
import { expectNothingOf } from "../support/traces.js";

const set = await quickly(stockSet("shares-3of5"));
const prime = set.primeDisplayed ?? set.primeHex;

function shareValue(id: number): string {
  const share = set.shares.find((candidate) => candidate.id === id);
  if (share === undefined) throw new Error(`no share ${id}`);
  return share.valueDisplayed;
}

function writeRecord(cwd: string, of: StockSet): void {
  const setId = setIdOf(Buffer.from(of.pbeHex, "hex"));
  const dkekShare = { index: 1, of: 1, kcv: of.kcvHex.toUpperCase() as Kcv };
  const sharing = {
    scheme: "sc-hsm",
    prime: of.primeHex,
    threshold: of.threshold,
    total: 5,
    // Of cards that nobody has: the stock tool's have no salt.
    cardHashes: [1, 2, 3, 4, 5].map((id) => `0${id}`.repeat(32)),
  } as const;
  const record = withEvent(
    {
      format: "dkek-record",
      version: 1,
      set: { setId, label: "", dkekShare, sharing },
      events: [],
    },
    { at: "2026-11-23T12:00:00.000Z", type: "created", program: "test" },
  );
  writeFileSync(join(cwd, "record.json"), formatRecord(record));
}

describe("cards of sc-hsm-tool, without check digits", () => {
  test("leave the screen once they are in", async () => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const terminal = quickDkekOnTerminal(["verify", "set.pbe", "--json"], cwd);
    const wrong = shareValue(1).replace(/^../, "g1");
    await answer(terminal, "card 1: share ID", "1\r");
    await answer(terminal, "the whole prime", `${prime}\r`);
    await answer(terminal, "the whole share value", `${wrong}\r`);
    // Refused, and there to be corrected.
    await answer(terminal, "no hex digit", "\u0015");
    expect(terminal.screen()).toContain(wrong);
    await answer(terminal, "> ", `${shareValue(1)}\r`);
    await terminal.sees("(ID 1): in");
    expectNothingOf([shareValue(1)], terminal.screen());
    await answer(terminal, "share ID", "1\r");
    await answer(terminal, "already in", "\u007f3\r");
    // As fast as a scanner: the next questions find their answers typed.
    await answer(terminal, "(ID 3)", `${shareValue(3)}\r5\r${shareValue(5)}\r\r`);
    expect(await terminal.ended).toBe(0);
    const screen = terminal.screen();
    expect(screen).toContain(set.kcvHex.toUpperCase());
    for (const [nth, id] of [1, 3, 5].entries()) {
      expect(screen).toContain(`card ${nth + 1} (ID ${id}): in`);
    }
    expect(screen).toContain("in are IDs 1, 3 and 5");
    expect(screen).not.toContain("share value");
    expectNothingOf([1, 3, 5].map(shareValue), screen);
    // They were there to be compared.
    expect(terminal.output()).toContain(shareValue(1));
  });

  test("stay in one row, however much is pasted", async () => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const terminal = dkekOnTerminal(["verify", "set.pbe"], cwd);
    await answer(terminal, "share ID", "1\r");
    await answer(terminal, "prime", `${prime}\r`);
    const long = shareValue(1).replaceAll(":", "").repeat(40);
    await answer(terminal, "share value", `${long}\r`);
    await answer(terminal, "digits where the prime has", "\u0003");
    expect(await terminal.ended).toBe(130);
    expectNothingOf([shareValue(1)], terminal.screen());
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
    // Behind the digits that stand there.
    ["quit", "quit\r"],
  ])("are gone after %s, too", async (_name, keys) => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const terminal = dkekOnTerminal(["verify", "set.pbe"], cwd);
    await answer(terminal, "share ID", "2\r");
    await answer(terminal, "prime", `${prime}\r`);
    await answer(terminal, "share value", shareValue(2));
    await terminal.sees(shareValue(2).slice(-5));
    terminal.type(keys);
    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).toContain("interrupted");
    expectNothingOf([shareValue(2)], terminal.screen());
  });

  test("are asked for where a named one is missing, and the prime is not", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3]);
    writeRecord(cwd, set);
    const terminal = quickDkekOnTerminal(["verify", "set.pbe", ...cards], cwd);
    await answer(terminal, "card 3 of 3: share ID", "3\r");
    await answer(terminal, "the card with ID 3 is already in", "\u007f4\r");
    await answer(terminal, "the whole share value", `${shareValue(4)}\r`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain(
      "card 2 of 3 (ID 3): in; in are IDs 1 and 3; 1 more needed",
    );
    expect(terminal.output()).not.toContain("prime");
  });

  test("are not asked for where the named ones can't be a quorum", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1]);
    writeRecord(cwd, set);
    const terminal = dkekOnTerminal(["verify", "set.pbe", ...cards, "card-1.txt"], cwd);
    expect(await terminal.ended).toBe(1);
  });
});

describe.each(["p224", "sc-hsm"] as const)("a card of a %s set", async (scheme) => {
  const made = await sampleSet(scheme);
  const card = cardAt(3);
  const values = rows(card, "value");
  const proof = rows(card, scheme === "p224" ? "blinding" : "salt");
  const all = [...values, ...proof];

  function cardAt(id: number): Card {
    const found = made.cards.find((card) => card.id === id);
    if (found === undefined) throw new Error(`no card ${id}`);
    return found;
  }

  function rows(card: Card, part: RowPart): string[] {
    const { about } = card;
    if (about === undefined) throw new Error("a bare card");
    return rowsOf(card, about.set).find((found) => found.part === part)?.rows ?? [];
  }

  /** One card is held against its record: nothing has to be derived for that. */
  function checking(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "record.json"), formatRecord(made.record));
    writeFileSync(join(cwd, "card-3.txt"), formatCardText(card));
    return dkekOnTerminal(["verify", "--record", "record.json", ...args], cwd, env);
  }

  test("is typed row by row, and what is wrong is told at once", async () => {
    const terminal = checking();
    await answer(terminal, "card 1 of 1: share ID", "3\r");
    const [first = "", second = ""] = values;
    const wrong = first.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    await answer(terminal, `Value row 1 of ${values.length}`, `${wrong}\r`);
    await answer(
      terminal,
      `digit 1 should probably be ${first[0]}`,
      `\u0001\u001b[3~${first[0]}\r`,
    );
    // Somebody else's card in the hand.
    await answer(terminal, "Value row 2", `${rows(cardAt(5), "value")[1]}\r`);
    await answer(terminal, "row 2 of the share value of card 5, not of card 3", "\u0015back\r");
    await answer(terminal, "Value row 1", `${first}\r`);
    await answer(terminal, "Value row 2", `${second.toUpperCase()}\r`);
    for (const row of all.slice(2)) await answer(terminal, "row", `${row}\r`);
    expect(await terminal.ended).toBe(0);
    // What it says hangs behind its mark.
    expect(terminal.screen()).toMatch(/^not proven {2}.*record\.json: .*\n {12}\S/m);
    expectNothingOf(all, terminal.screen());
  });

  test("is scanned, in the middle of a row that was begun", async () => {
    const terminal = checking();
    await answer(terminal, "share ID", "3\r");
    await answer(terminal, "Value row 1", values[0]?.slice(0, 4) ?? "");
    terminal.type(`${formatCardString(card)}\r`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain("(ID 3): in");
    expectNothingOf(all, terminal.screen());
  });

  test("is scanned behind codes that were refused", async () => {
    const terminal = checking();
    const code = formatCardString(card);
    // Of another card, and then cut off: no scanner clears the line before it types.
    await answer(terminal, "share ID", "3\r");
    await answer(terminal, "Value row 1", `${formatCardString(cardAt(5))}\r`);
    await answer(terminal, "this is card 5, not card 3", `${code.slice(0, 60)}\r`);
    await answer(terminal, "not the whole code", `${code.slice(0, 30)}${code}\r`);
    expect(await terminal.ended).toBe(0);
    expectNothingOf(all, terminal.screen());
  });

  test("is skipped, and another one taken", async () => {
    const terminal = checking();
    await answer(terminal, "share ID", "5\r");
    await answer(terminal, "Value row 1", `${formatCardString(card)}\r`);
    await answer(terminal, "this is card 3, not card 5", "skip\r");
    await answer(terminal, "share ID", "nothing.txt\r");
    await answer(terminal, "no such file", "\u0015card-3.txt\r");
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain("skipped: nothing of this card was kept");
    expectNothingOf(all, terminal.screen());
  });

  test("is asked for in German, without a letter of English or Unicode where there is none", async () => {
    const terminal = checking(["--lang", "de"], { LANG: "C" });
    await answer(terminal, "Karte 1 von 1", "3\r");
    const wrong = (values[0] ?? "").replace(/^./, "x");
    await answer(terminal, "Pruefziffern", `${wrong}\r`);
    await answer(terminal, "keine der Ziffern 0 bis 9", "\u0015zurueck\r");
    await answer(terminal, "QR-Code scannen", "beenden\r");
    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).toContain("Abgebrochen");
    expect(terminal.screen()).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test("is not shown at all, where somebody looks over the shoulder", async () => {
    const terminal = checking(["--hide-input"]);
    await answer(terminal, "share ID", "3\r");
    await answer(terminal, "Value row 1", `${values[0]}\r`);
    await answer(terminal, "Value row 2", "\u0003");
    expect(await terminal.ended).toBe(130);
    expect(terminal.output()).toContain("**");
    expectNothingOf(all, terminal.output());
  });
});

describe("where nobody can answer, no prompt waits", () => {
  const args = ["sheet", "card", "--out", "sheets"];

  test("for want of a terminal", async () => {
    const refused = await dkek(args, { cwd: temporaryFolder() });
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toContain("no terminal");
    expect(refused.stderr).toContain("--card FILE");
  });

  test("on one that can't take back what was shown", async () => {
    const terminal = dkekOnTerminal(args, temporaryFolder(), { TERM: "dumb" });
    expect(await terminal.ended).toBe(2);
    expect(terminal.screen()).toContain("TERM=dumb");
    expect(terminal.screen()).toContain("--card FILE");
  });
});
