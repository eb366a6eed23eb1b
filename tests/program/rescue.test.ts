import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatCardText, rowsOf, setPrefix } from "@dkek/ceremony";
import { SecretBytes } from "@dkek/foundation";
import { describe, expect, test, vi } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import {
  dkek,
  dkekWithIterations,
  type Outcome,
  quickDkek,
  type Running,
  startDkek,
  temporaryFolder,
} from "../support/program.js";
import { dkekOnTerminal, quickDkekOnTerminal } from "../support/pseudo-terminal.js";
import { quickly, quickProgramEngine } from "../support/quick-sets.js";
import { layOutStockSet, stockLines, stockSet } from "../support/stock-sets.js";

const SET = stockSet("shares-3of5");
const KCV = SET.kcvHex.toUpperCase();

/** A key backup that the real tool made under the DKEK of {@link SET}. */
function backupOfStockTool(name: string): Buffer {
  const file = new URL("../vectors/key-backups.json", import.meta.url);
  const { keyBackups } = JSON.parse(readFileSync(file, "utf8")) as {
    keyBackups: { name: string; fileHex: string }[];
  };
  return Buffer.from(keyBackups.find((backup) => backup.name === name)?.fileHex ?? "", "hex");
}

/** Lays out cards of the stock tool, one of them changed; gives back the arguments that name them. */
function layOut(
  cwd: string,
  ids: readonly number[],
  id: number,
  from: string | RegExp,
  to: string,
  set = SET,
): string[] {
  const args = layOutStockSet(cwd, set, ids);
  const lines = stockLines(set, id);
  const damaged = lines.replace(from, to);
  expect(damaged).not.toBe(lines);
  writeFileSync(join(cwd, `card-${id}.txt`), damaged);
  return args;
}

function rescue(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return dkek(["rescue", "set.pbe", ...args], { cwd });
}

function quickRescue(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return quickDkek(["rescue", "set.pbe", ...args], { cwd });
}

describe("sets of sc-hsm-tool", () => {
  test("with the full ten million iterations, a digit wrong: named, written corrected, and the corrected cards are verified", async () => {
    const cwd = temporaryFolder();
    const cards = layOut(cwd, [1, 3, 5], 5, "cd:75", "ed:75");
    writeFileSync(join(cwd, "ec.bin"), backupOfStockTool("ec"));
    const known = ["--threshold", "3", "--kcv", KCV, "--backup", "ec.bin"];
    const found = await rescue(cwd, ...known, "--out", "mended", ...cards);
    expect(found).toMatchObject({ status: 0 });
    expect(found.stdout).toContain(
      "card-5.txt (card 5): digit 1 of the share value says e, it should be c",
    );
    expect(found.stdout).toContain(`FOUND: set.pbe opens with any 3 cards, KCV ${KCV}`);
    expect(found.stdout).not.toContain("WRONG       ec.bin");
    expect(found.stderr).toContain("the likeliest first");
    expect(readdirSync(join(cwd, "mended")).sort()).toEqual([
      "card-1.txt",
      "card-3.txt",
      "card-5.txt",
    ]);
    expect(readFileSync(join(cwd, "mended", "card-5.txt"), "utf8")).toBe(stockLines(SET, 5));
    expect(statSync(join(cwd, "mended", "card-5.txt")).mode & 0o777).toBe(0o600);
    const command = /^ {2}dkek (verify .*)$/m.exec(found.stdout)?.[1]?.split(" ") ?? [];
    const verified = await dkek(command, { cwd });
    expect(verified).toMatchObject({ status: 0 });
    expect(readdirSync(cwd).filter((name) => name.includes(".rescue"))).toEqual([]);
  });

  test("more cards than are needed: the wrong one is rebuilt, JSON has no digits", async () => {
    const cwd = temporaryFolder();
    const wrong = "value : 01:02:03:04:05:06:07:08";
    const cards = layOut(cwd, [1, 2, 3, 5], 2, /value : .*/, wrong, await quickly(SET));
    const found = await quickRescue(cwd, "--json", "--threshold", "3", "--out", "mended", ...cards);
    expect(found).toMatchObject({ status: 0 });
    expect(JSON.parse(found.stdout)).toMatchObject({
      ok: true,
      found: true,
      kcv: KCV,
      threshold: 3,
      explanations: [
        [
          { name: "card-1.txt", right: true, mistakes: [] },
          { name: "card-2.txt", id: 2, right: false, mistakes: [{ in: "value", what: "other" }] },
          { right: true },
          { right: true },
        ],
      ],
    });
    for (const { valueDisplayed } of SET.shares) {
      expect(found.stdout).not.toContain(valueDisplayed.replaceAll(":", "").slice(0, 6));
    }
    expect(readFileSync(join(cwd, "mended", "card-2.txt"), "utf8")).toBe(stockLines(SET, 2));
  });

  test("IDs in decimal and in hex, prime and share value exchanged: found as read", async () => {
    const cwd = temporaryFolder();
    const set = await quickly(stockSet("shares-3of12"));
    const cards = layOut(cwd, [10, 11, 12], 11, /ID {4}: 11/, "ID    : b", set);
    const lines = stockLines(set, 12);
    const [, prime = "", value = ""] = /Prime +: (\S+)[\s\S]*value : (\S+)/.exec(lines) ?? [];
    writeFileSync(
      join(cwd, "card-12.txt"),
      `Prime: ${value}\nShare ID: 12\nShare value: ${prime}\n`,
    );
    const found = await quickRescue(cwd, "--threshold", "3", ...cards);
    expect(found).toMatchObject({ status: 0 });
    expect(found.stdout).toContain(
      "card-11.txt (card 11): the share ID b is meant in hex: it is 11",
    );
    expect(found.stdout).toContain("stand in each other's place");
  });

  test("a digit of the prime wrong on all cards, and zeros that the stock tool lost", async () => {
    const cwd = temporaryFolder();
    const set = await quickly(stockSet("lz1-leading-zero"));
    const cards = layOutStockSet(cwd, set, [1, 3]);
    for (const id of [1, 3]) {
      const lines = stockLines(set, id).replace("de:0a", "de:6a");
      writeFileSync(join(cwd, `card-${id}.txt`), lines);
    }
    const found = await quickRescue(cwd, "--threshold", "2", ...cards);
    expect(found).toMatchObject({ status: 0 });
    expect(found.stdout).toContain("digit 3 of the prime says 6, it should be 0");
  });
});

describe("a set as sc-hsm-tool once made them", () => {
  test("a set from before OpenSC 0.16, whose password is above the prime", async () => {
    const cwd = temporaryFolder();
    const args = layOutStockSet(cwd, SET, [1, 3, 5]);
    const older = oldSet();
    writeFileSync(join(cwd, "set.pbe"), await older.pbe());
    for (const [id, lines] of older.cards) writeFileSync(join(cwd, `card-${id}.txt`), lines);
    const found = await quickRescue(cwd, "--threshold", "3", ...args);
    expect(found).toMatchObject({ status: 0 });
    expect(found.stdout).toContain("FOUND");
  });
});

describe("a set of ours with its record", () => {
  test("rows tell by themselves what they should say, without any search", async () => {
    const cwd = temporaryFolder();
    const set = await knownSet(await quickly(stockSet("p224-tool-pbe")), {
      scheme: "p224",
      threshold: 2,
      total: 3,
    });
    const [first, second] = layOutKnownSet(cwd, "set", set)(1, 2);
    const card = set.cards[1];
    if (card === undefined || first === undefined || second === undefined)
      throw new Error("no card");
    const prefix = setPrefix(set.record.set.setId);
    const rows = rowsOf(card, prefix).flatMap(({ part, rows }) =>
      rows.map((row, nth) => {
        const damaged = part === "value" && nth === 2 ? row.replace(/^(.)(.)/, "?$2") : row;
        const swapped =
          part === "value" && nth === 4 ? damaged.replace(/^(..)(.)(.)/, "$1$3$2") : damaged;
        return `${part} row ${nth + 1}: ${swapped}`;
      }),
    );
    writeFileSync(join(cwd, second), [`Set: ${prefix}`, "Share ID: 2", ...rows].join("\n"));
    const args = ["rescue", "set/dkek.pbe", "--card", first, second, "--out", "mended"];
    const found = await quickDkek(args, { cwd });
    expect(found).toMatchObject({ status: 0 });
    expect(found.stdout).toMatch(/card 2\): digit 17 of the share value can't be read/);
    expect(readFileSync(join(cwd, "mended", "card-2.txt"), "utf8")).toBe(formatCardText(card));
  });
});

/** For a batch of passwords to take a second, and not five. */
const SLOW_ITERATIONS = 2_000_000;
const SLOW_DKEK = dkekWithIterations(SLOW_ITERATIONS);

describe("a search that takes its time", () => {
  /** So late in the order that it is in the second batch of twelve. */
  const late = async (cwd: string): Promise<string[]> =>
    layOut(cwd, [1, 3, 5], 5, "75:da", "75:ad", await quickly(SET, SLOW_ITERATIONS));

  test("survives kill -9: the same command goes on where it was, and finds it", async () => {
    const cwd = temporaryFolder();
    const options = ["--threads", "1", "--checkpoint", "note"];
    const args = ["--threshold", "3", ...options, ...(await late(cwd))];
    const slowRescue = (args: readonly string[]): Running =>
      startDkek(["rescue", "set.pbe", ...args], { cwd, program: SLOW_DKEK });
    const running = slowRescue(args);
    const path = join(cwd, "note");
    const settled = await vi.waitFor(() => {
      const note = JSON.parse(readFileSync(path, "utf8")) as { settled: number };
      expect(note.settled).toBeGreaterThan(0);
      return note.settled;
    }, 60_000);
    running.child.kill("SIGKILL");
    await running.outcome;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const other = await slowRescue(args.slice(2)).outcome;
    expect(other).toMatchObject({ status: 2 });
    expect(other.stderr).toContain("notes how far another search is");
    const found = await slowRescue(args).outcome;
    expect(found).toMatchObject({ status: 0 });
    expect(found.stderr).toContain(`goes on from note: ${settled} passwords tried`);
    expect(found.stdout).toContain("digits 5 and 6 of the share value are swapped");
    expect(existsSync(path)).toBe(false);
  });

  test("is ended by --max-time: what was covered, and what was not", async () => {
    const cwd = temporaryFolder();
    const cards = layOut(cwd, [1, 3, 5], 1, /value : .*/, "value : 01:02:03:04:05:06:07:08");
    const begun = await rescue(cwd, "--max-time", "1s", "--threshold", "3", ...cards);
    expect(begun).toMatchObject({ status: 1 });
    expect(begun.stdout).toMatch(/^NOT TRIED +two mistakes$/m);
    expect(begun.stdout).toContain("NOT FOUND YET: the time is up");
    expect(begun.stdout).toContain("a further card of the set");
  });
});

describe("at a terminal", () => {
  test("cards are typed as they can be read, and corrected ones written where people want", async () => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, await quickly(SET), [1, 3, 5]);
    const terminal = quickDkekOnTerminal(["rescue", "set.pbe", "--threshold", "3"], cwd);
    const answers: readonly (readonly [string, string])[] = [
      ["card 1: the share ID", "zurückk"],
      ["these are hardly any digits", "\u00151"],
      ["card 1: the prime", "dd:3c:21:e9:52:04:18:6b"],
      ["card 1: the share value", "d7:1c:d0:a0:4?:b0:d7:64"],
      ["card 2: the share ID", "card-3.txt"],
      ["card 3: the share ID", "5"],
      ["card 3: the prime (Enter", ""],
      ["card 3: the share value", "cd75da75d21d3a52"],
      ["card 4: the share ID", ""],
    ];
    for (const [question, keys] of answers) {
      await terminal.sees(question);
      await terminal.sees("> ");
      terminal.type(`${keys}\r`);
    }
    await terminal.sees("digit 10 of the share value can't be read, it should be 5");
    await terminal.sees("Its name, or Enter for none");
    terminal.type("mended\r");
    expect(await terminal.ended).toBe(0);
    expect(readdirSync(join(cwd, "mended"))).toHaveLength(3);
    // What was typed is gone from the screen.
    expect(terminal.screen()).not.toContain("d7:1c");
  });

  test("Ctrl-C at a question ends it, and so in the middle of a search, which is noted", async () => {
    const cwd = temporaryFolder();
    const slow = await quickly(SET, SLOW_ITERATIONS);
    // Wrong throughout: it is not found before somebody types Ctrl-C.
    const wrong = "value : 01:02:03:04:05:06:07:08";
    const cards = layOut(cwd, [1, 3, 5], 1, /value : .*/, wrong, slow);
    const asked = dkekOnTerminal(["rescue", "set.pbe"], cwd);
    await asked.sees("card 1: the share ID");
    asked.type("\u0003");
    expect(await asked.ended).toBe(130);
    const args = ["rescue", "set.pbe", "--threshold", "3", ...cards];
    const searching = dkekOnTerminal(args, cwd, {}, SLOW_DKEK);
    const notes = (): string[] => readdirSync(cwd).filter((name) => name.includes(".rescue-"));
    await vi.waitFor(() => expect(notes()).toHaveLength(1), 60_000);
    searching.type("\u0003");
    expect(await searching.ended).toBe(130);
    expect(searching.output()).toContain("notes how far it is: the same command goes on");
    expect(notes()[0]).toMatch(/^set\.pbe\.rescue-[0-9a-f]{4}$/);
  });
});

describe("what can't be rescued is told at once", () => {
  test.each<[string, readonly string[], number, string]>([
    [
      "too few cards",
      ["--threshold", "3", "--card", "card-1.txt", "card-3.txt"],
      1,
      "2 cards that can be read, of 3",
    ],
    ["no card", [], 2, "no card was given"],
    ["a file that is missing", ["--card", "card-9.txt"], 2, "card-9.txt: no such file"],
    ["a bad part", ["--part", "3/2", "--card", "card-1.txt"], 2, "--part 3/2"],
    ["a bad time", ["--max-time", "1y", "--card", "card-1.txt"], 2, "--max-time 1y"],
    [
      "an age that there is none of",
      ["--made-by", "0.17", "--card", "card-1.txt"],
      2,
      "--made-by 0.17",
    ],
  ])("%s", async (_, args, status, message) => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, SET, [1, 3]);
    const refused = await rescue(cwd, ...args);
    expect(refused).toMatchObject({ status, stdout: "" });
    expect(refused.stderr).toContain(message);
  });

  test("no prime, and a card of which nothing can be read", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, SET, [1, 3, 5]);
    for (const id of [1, 3, 5]) {
      writeFileSync(join(cwd, `card-${id}.txt`), stockLines(SET, id).replace(/^Prime.*\n/, ""));
    }
    expect((await rescue(cwd, ...cards)).stderr).toContain("no prime can be made out");
    writeFileSync(join(cwd, "card-3.txt"), "Share ID: 3\nShare value: ???? ???? ???? ????\n");
    const few = await rescue(cwd, "--threshold", "3", ...cards);
    expect(few).toMatchObject({ status: 1 });
    expect(few.stderr).toContain("no computation replaces a card that is missing");
  });

  test("a folder for the corrected cards that exists already", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, SET, [1, 3, 5]);
    const refused = await rescue(cwd, "--out", ".", ...cards);
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toContain("exists already");
  });
});

/**
 * A set as `sc-hsm-tool` made it before 0.16: password with its highest bit set, and above the prime, so that
 * its remainder is shared (`generatePwdSharesAndPassword` of sc-hsm-tool.c, OpenSC 0.15).
 */
function oldSet(): { pbe: () => Promise<Uint8Array>; cards: [number, string][] } {
  const prime = 0x9ae16a3b2f904cf7n;
  const password = "f7d694c6155ca90b";
  const secret = BigInt(`0x${password}`) % prime;
  const cards = [1n, 3n, 5n].map((id): [number, string] => {
    const value = (secret + 0x1f3a5c7e9b2d4068n * id + 0x2e4d6c8b1a3f5079n * id * id) % prime;
    const hex = value.toString(16).padStart(16, "0");
    return [Number(id), `Prime: ${prime.toString(16)}\nShare ID: ${id}\nShare value: ${hex}\n`];
  });
  const secretBytes = (hex: string): SecretBytes => SecretBytes.copyOf(Buffer.from(hex, "hex"));
  const pbe = (): Promise<Uint8Array> =>
    quickProgramEngine.seal(
      secretBytes(SET.dkekShareHex),
      secretBytes(password),
      new Uint8Array(8).fill(7),
    );
  return { pbe, cards };
}
