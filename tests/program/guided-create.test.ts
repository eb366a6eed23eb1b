// The guided ceremony of making a set, as people sit through it: a pseudo-terminal of 80 by 24, cards
// copied by hand off the screen, typed back, and nothing of them left in the terminal's buffer.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Copied, copiedCard } from "../support/copied-card.js";
import { dkek, quickDkek, temporaryFolder } from "../support/program.js";
import {
  answer,
  dkekOnTerminal,
  quickDkekOnTerminal,
  type Terminal,
} from "../support/pseudo-terminal.js";
import { expectNothingOf } from "../support/traces.js";

/** No printer: nobody answers there. */
const NO_CUPS = { CUPS_SERVER: "/nowhere/cups.sock" };

/** Waits for a question, and leaves it standing. */
async function stands(terminal: Terminal, question: string): Promise<void> {
  await terminal.sees(question);
  await terminal.sees("> ");
}

const ROW = /[0-9a-f]{4} [0-9a-f]{4} \([0-9a-f]{3}\)/g;

/** From the start to the question for the first name, where the file is being sealed already. */
async function toTheNames(terminal: Terminal, threshold: number, total: number): Promise<void> {
  await answer(terminal, "Is everybody ready?", "\r");
  await answer(terminal, "What is the set for?", "Root CA 2026\r");
  await answer(terminal, "How many cards", `${total}\r`);
  await answer(terminal, "must come together", `${threshold}\r`);
  await answer(terminal, "A new folder", "root-ca\r");
  await answer(terminal, "Is this what you want?", "yes\r");
  await pastMachine(terminal);
}

/** Whatever this machine is like, it is hardly fit for a ceremony. */
async function pastMachine(terminal: Terminal): Promise<void> {
  await answer(terminal, "Go on all the same?", "\r");
}

/** One custodian's turn, up to the card on the screen. */
async function toTheCard(terminal: Terminal, name: string): Promise<Copied> {
  await answer(terminal, `Now only ${name} looks`, "\r");
  await stands(terminal, "copy everything onto the form");
  return copiedCard(terminal);
}

/** @param typed how many rows were typed already. */
async function typeBack(terminal: Terminal, name: string, card: Copied, typed = 0): Promise<void> {
  for (const [place, row] of card.value.entries()) {
    if (place < typed) continue;
    await answer(terminal, `${name}: Value row ${place + 1} of ${card.value.length}`, `${row}\r`);
  }
}

test("3 of 5, by hand: each card read back, the record closed, nothing left on the terminal", async () => {
  const cwd = temporaryFolder();
  const terminal = quickDkekOnTerminal(["create"], cwd, NO_CUPS);
  await answer(terminal, "Is everybody ready?", "\r");
  await answer(terminal, "What is the set for?", `${"x".repeat(65)}\r`);
  await answer(terminal, "65 characters: too long", "\u0015Root CA 2026\r");
  await answer(terminal, "How many cards", "five\r");
  await answer(terminal, "a number from 2 to 255", "\u00155\r");
  await answer(terminal, "must come together", "1\r");
  await answer(terminal, "is no shared secret", "\u00155\r");
  await answer(terminal, "A new folder", ".\r");
  await answer(terminal, ". exists already", "\u0015no/where\r");
  await answer(terminal, "no folder can be made there", "\u0015root-ca\r");
  await terminal.sees("ALL 5 cards are needed: if a single one is lost, everything is lost");
  await answer(terminal, "Is this what you want?", "no\r");
  await answer(terminal, "What is the set for?", "Root CA 2026\r");
  await answer(terminal, "How many cards", "6\r");
  await answer(terminal, "must come together", "back\r");
  await answer(terminal, "How many cards", "5\r");
  await answer(terminal, "must come together", "3\r");
  await answer(terminal, "A new folder", "root-ca\r");
  await terminal.sees("You can lose 2 cards. 3 people together can restore; 2 can't.");
  await answer(terminal, "Is this what you want?", "yes\r");
  await pastMachine(terminal);
  const names = ["Ada", "Grace", "Edsger", "Barbara", "Zoë"];
  for (const [place, name] of names.entries()) {
    const question = `Custodian of card ${place + 1} of 5`;
    if (name === "Grace") await answer(terminal, question, "Grave\r");
    else if (name !== "Edsger") await answer(terminal, question, `${name}\r`);
    else {
      await answer(terminal, question, "Ada\r");
      await answer(terminal, "Ada has a card already", `\u0015${name}\r`);
    }
  }
  // One is corrected, as long as it can be.
  await answer(terminal, "Are all names right?", "no\r");
  await answer(terminal, 'answer "yes", or a number from 1 to 5', "2\r");
  await answer(terminal, "Custodian of card 2 of 5", "Ada\r");
  await answer(terminal, "Ada has a card already", "\u0015Grace\r");
  await answer(terminal, "Are all names right?", "yes\r");

  const cards: Copied[] = [];
  for (const name of names) {
    const card = await toTheCard(terminal, name);
    cards.push(card);
    // Until everything was proofread, there is no set.
    expect(existsSync(join(cwd, "root-ca"))).toBe(false);
    terminal.type("\r");
    let typed = 0;
    if (name === "Ada") {
      const [first = "", second = ""] = card.value;
      const wrong = first.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
      await answer(terminal, "Ada: Value row 1 of 7", `${wrong}\r`);
      await answer(terminal, "digit 1", `\u0015${second}\r`);
      // Of this card, and from another place.
      await answer(terminal, "row 2 of the share value of this card", `\u0015${first}\r`);
      typed = 1;
    }
    if (name === "Grace") {
      await answer(terminal, "Grace: Value row 1 of 7", `${cards[0]?.value[0]}\r`);
      await answer(terminal, "card 1", "again\r");
      // Shown once more, the same card.
      await terminal.sees("copy everything onto the form");
      await terminal.sees("> ");
      expect(copiedCard(terminal)).toEqual(card);
      terminal.type("\r");
    }
    await typeBack(terminal, name, card, typed);
    await answer(terminal, `The card of ${name} is right`, "\r");
  }
  expect(await terminal.ended).toBe(0);

  const screen = terminal.screen();
  expect(screen).toContain("5 cards on paper, none on a disk");
  expect(screen).not.toContain("Value");
  expectNothingOf(
    cards
      .flatMap(({ lines }) => lines.slice(2))
      .map((line) => line.split(": ")[1] ?? "")
      .filter((row) => !row.startsWith("ffff")),
    screen,
  );
  const record = JSON.parse(readFileSync(join(cwd, "root-ca/record.json"), "utf8"));
  expect(record.set.sharing.custodians).toEqual(names);
  expect(
    record.events.map(({ type, card }: { type: string; card?: object }) => card ?? type),
  ).toEqual(["created", ...[1, 2, 3, 4, 5].map((id) => ({ id, issue: 1 }))]);
  expect(readdirSync(join(cwd, "root-ca")).sort()).toEqual([
    "dkek.pbe",
    "record.json",
    "record.pdf",
  ]);

  // What was copied off the screen opens the set.
  const files = cards.map(({ id, lines }) => {
    writeFileSync(join(cwd, `card-${id}.txt`), `${lines.join("\n")}\n`);
    return `card-${id}.txt`;
  });
  const args = ["verify", "root-ca/dkek.pbe", "--json", "--card", ...files];
  const verified = await quickDkek(args, { cwd });
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, kcv: record.set.dkekShare.kcv });
});

/** Ctrl-C or `quit`: nothing is left, neither in the folder nor on the terminal, and papers that are out are named. */
async function stop(
  terminal: Terminal,
  cwd: string,
  { papers, keys = "\u0003" }: { papers?: string; keys?: string } = {},
): Promise<void> {
  const shown = [...terminal.output().matchAll(ROW)].map(([row]) => row);
  terminal.type(keys);
  expect(await terminal.ended).toBe(130);
  const screen = terminal.screen();
  expect(screen).toContain("nothing half-made was left behind");
  if (papers === undefined) expect(screen).not.toContain("void");
  else expect(screen.replace(/\s+/g, " ")).toContain(`on paper of it: ${papers}`);
  expectNothingOf(
    shown.filter((row) => !row.startsWith("ffff")),
    screen,
  );
  expect(readdirSync(cwd)).toEqual([]);
}

describe("Ctrl-C leaves nothing, and says what to destroy", () => {
  const EARLY = [
    ["Is everybody ready?", "\r"],
    ["What is the set for?", "x\r"],
    ["How many cards", "3\r"],
    ["must come together", "2\r"],
    ["A new folder", "root-ca\r"],
    ["Is this what you want?", "yes\r"],
    ["Go on all the same?", "\r"],
    ["Custodian of card 1", "Ada\r"],
    ["Custodian of card 2", "Grace\r"],
    ["Custodian of card 3", "Zoë\r"],
    ["Are all names right?", ""],
  ] as const;

  test.each(EARLY.map(([question], place) => [question, place] as const))(
    "at: %s",
    async (question, place) => {
      const cwd = temporaryFolder();
      const terminal = dkekOnTerminal(["create"], cwd, NO_CUPS);
      for (const [before, keys] of EARLY.slice(0, place)) await answer(terminal, before, keys);
      await stands(terminal, question);
      await stop(terminal, cwd);
    },
  );
  // Before a card, at it, while it is read back, and when it is right: in the tests below.
});

test("after a power cut the papers that are out are named, and what is left is erased", async () => {
  const cwd = temporaryFolder();
  const args = ["create", "--guided", "--threshold", "2", "--total", "2", "--label", "CA"];
  const more = ["--out", "set", "--custodian", "Ada", "--custodian", "Grace"];
  const cut = quickDkekOnTerminal([...args, ...more], cwd, NO_CUPS);
  await answer(cut, "Is everybody ready?", "\r");
  await answer(cut, "Is this what you want?", "yes\r");
  await pastMachine(cut);
  const card = await toTheCard(cut, "Ada");
  const left = readdirSync(cwd);
  expect(left).toEqual([expect.stringMatching(/^set\.[0-9]+-.+\.dkek-unfinished$/)]);
  process.kill(Number(left[0]?.split(/[.-]/)[1]), "SIGKILL");
  await cut.ended;
  // Nothing of the set but which papers there are.
  expect(readdirSync(join(cwd, left[0] ?? ""))).toEqual(["NOTE.txt"]);
  const note = readFileSync(join(cwd, left[0] ?? "", "NOTE.txt"), "utf8");
  expect(note).toBe("card 1 (Ada)\n");
  expectNothingOf(card.value, note);

  const plain = ["create", "--threshold", "2", "--total", "2", "--out", "set"];
  expect(await quickDkek(plain, { cwd })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("destroy what is on paper: card 1 (Ada)"),
  });
  const again = quickDkekOnTerminal([...args, ...more], cwd, NO_CUPS);
  await answer(again, "Is everybody ready?", "\r");
  await answer(again, "Is this what you want?", "yes\r");
  await again.sees("what is on paper of the void set: card 1 (Ada)");
  await answer(again, "be erased?", "yes\r");
  await answer(again, "Go on all the same?", "\r");
  await stands(again, "Now only Ada looks");
  await stop(again, cwd);
});

test("an Enter that was pressed too early shows no card; stopped when a card is right", async () => {
  const cwd = temporaryFolder();
  const terminal = dkekOnTerminal(["create"], cwd, NO_CUPS);
  await toTheNames(terminal, 2, 2);
  await answer(terminal, "Custodian of card 1", "\r\r\r\r\r");
  const name = "the custodian of card 1";
  await stands(terminal, `Now only ${name} looks`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(terminal.output()).not.toMatch(ROW);
  terminal.type("\r");
  await stands(terminal, "copy everything onto the form");
  const card = copiedCard(terminal);
  terminal.type("\r");
  await typeBack(terminal, "The custodian of card 1", card);
  await stands(terminal, "is right");
  await stop(terminal, cwd, { papers: `card 1 (${name})`, keys: "quit\r" });
});

test("a window that is too small for a card waits until it is larger; a code at a row counts", async () => {
  const cwd = temporaryFolder();
  const args = ["create", "--guided", "--threshold", "2", "--total", "2", "--label", "CA"];
  const more = ["--out", "set", "--custodian", "Ada", "--custodian", "Grace"];
  const terminal = quickDkekOnTerminal([...args, ...more], cwd, NO_CUPS);
  await answer(terminal, "Is everybody ready?", "\r");
  await answer(terminal, "Is this what you want?", "maybe\r");
  await answer(terminal, 'answer "yes" or "no"', "yes\r");
  await terminal.sees("Go on all the same?");
  await terminal.resize(80, 12);
  await answer(terminal, "Go on all the same?", "\r");
  await answer(terminal, "Now only Ada looks", "\r");
  await answer(terminal, "too small for the card: it has to be 80 wide and 24 high", "\r");
  await stands(terminal, "80 wide and 24 high");
  expect(terminal.output()).not.toMatch(ROW);
  await terminal.resize(80, 24);
  await answer(terminal, "80 wide and 24 high", "\r");
  await stands(terminal, "copy everything onto the form");
  const card = copiedCard(terminal);
  // As if the window were pulled about while the card is on it: it stays there, whole.
  await terminal.resize(100, 30);
  await answer(terminal, "copy everything onto the form", "\r");
  await answer(terminal, "Ada: Value row 1 of 7", "DKEK1.0011\r");
  await answer(terminal, "not the whole code of a card", `${card.value[0]}\r`);
  await answer(terminal, "Ada: Value row 2 of 7", "again\r");
  await stands(terminal, "copy everything onto the form");
  // Shown twice, it may have been copied twice.
  await stop(terminal, cwd, { papers: "2 × card 1 (Ada)." });
});

test("a window that is made narrower: the question is asked again, in lines that fit", async () => {
  const cwd = temporaryFolder();
  const terminal = dkekOnTerminal(["create"], cwd, NO_CUPS);
  await answer(terminal, "Is everybody ready?", "\r");
  await terminal.sees("What is the set for?");
  await terminal.sees("> ");
  terminal.type("Root");
  await terminal.sees("Root");
  const before = terminal.output().length;
  await terminal.resize(40, 24);
  await expect.poll(() => terminal.output().slice(before)).toContain("> Root");
  const redrawn = terminal
    .output()
    .slice(before)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled by them
    .replace(/\u001b\[[?0-9;]*[A-Za-z]/g, "");
  expect(redrawn).toContain("What is the set for?");
  for (const line of redrawn.split(/[\r\n]+/)) expect(line.length).toBeLessThanOrEqual(40);
  terminal.type("\u0003");
  expect(await terminal.ended).toBe(130);
});

test("in German", async () => {
  const cwd = temporaryFolder();
  const terminal = dkekOnTerminal(["create", "--lang", "de"], cwd, NO_CUPS);
  await answer(terminal, "Sind alle bereit?", "\r");
  await answer(terminal, "Wofür ist der Satz?", "Wurzel\r");
  await answer(terminal, "Wie viele Karten", "5\r");
  await answer(terminal, "müssen zum Wiederherstellen", "3\r");
  await answer(terminal, "Ein neuer Ordner", "satz\r");
  await terminal.sees("Verloren gehen dürfen 2 Karten.");
  await answer(terminal, "Soll es so sein?", "beenden\r");
  expect(await terminal.ended).toBe(130);
  expect(readdirSync(cwd)).toEqual([]);
});

test("in German, on a terminal without Unicode and without colour", async () => {
  const cwd = temporaryFolder();
  const args = ["create", "--guided", "--threshold", "2", "--total", "2", "--label", "CA"];
  const more = ["--out", "set", "--custodian", "Ada", "--custodian", "Grace", "--lang=de"];
  const env = { ...NO_CUPS, LANG: "C", NO_COLOR: "1" };
  const terminal = quickDkekOnTerminal([...args, ...more], cwd, env);
  await answer(terminal, "Sind alle bereit?", "\r");
  await answer(terminal, "Soll es so sein?", "ja\r");
  await answer(terminal, "Trotzdem weiter?", "\r");
  await answer(terminal, "Ada: jetzt sehen nur Sie", "\r");
  await answer(terminal, "alles auf das Formular", "\r");
  await answer(terminal, "Value row 1", "\u0003");
  expect(await terminal.ended).toBe(130);
  expect(terminal.screen()).toContain("ungueltig");
  expectNothingOf(terminal.output().match(/[0-9a-f]{4} [0-9a-f]{4} \(/g) ?? [], terminal.screen());
  expect(readdirSync(cwd)).toEqual([]);
  expect(terminal.output()).toMatch(/^\p{ASCII}*$/u);
  // How a terminal is told to be bold, or a colour.
  expect(terminal.output()).not.toContain("\u001b[1m");
  expect(terminal.output()).not.toContain("\u001b[33m");
});

describe("nobody is asked who can't answer", () => {
  test("without a terminal: the error names the options", async () => {
    const cwd = temporaryFolder();
    expect(await dkek(["create"], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--threshold is missing"),
    });
    expect(await dkek(["create", "--guided"], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--threshold, --total, --out"),
    });
  });

  test("on a dumb terminal, with --json, and where nothing is left to ask", async () => {
    const cwd = temporaryFolder();
    for (const [args, env, shown] of [
      [["create"], { TERM: "dumb" }, "--threshold is missing"],
      [["create", "--json"], {}, "--threshold is missing"],
      [["create", "--guided", "--json"], {}, "--guided does not go with --json"],
    ] as const) {
      const terminal = dkekOnTerminal([...args], cwd, { ...NO_CUPS, ...env });
      expect(await terminal.ended).toBe(2);
      expect(terminal.output()).toContain(shown);
    }
  });
});
