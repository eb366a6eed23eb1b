import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { formatRecord, setIdOf, withEvent } from "@dkek/ceremony";
import type { Kcv } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import { DKEK, dkek, run, start, temporaryFolder } from "../support/program.js";
import { dkekOnTerminal, onTerminal, type Terminal } from "../support/pseudo-terminal.js";
import { layOutStockSet, type StockSet, stockLines, stockSet } from "../support/stock-sets.js";

const set = stockSet("shares-3of5");
const prime = set.primeDisplayed ?? set.primeHex;

function shareValue(id: number): string {
  const share = set.shares.find((candidate) => candidate.id === id);
  if (share === undefined) throw new Error(`no share ${id}`);
  return share.valueDisplayed;
}

/** Nothing of a value may be left: neither whole, nor a part that anybody could recognise. */
function expectNothingOf(values: readonly string[], text: string): void {
  const shown = text.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
  for (const value of values) {
    const digits = value.replaceAll(":", "").toLowerCase();
    for (let at = 0; at + 6 <= digits.length; at += 1) {
      expect(shown).not.toContain(digits.slice(at, at + 6));
    }
  }
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

async function answer(terminal: Terminal, question: string, keys: string): Promise<void> {
  await terminal.sees(question);
  // The question stands first, then the line that is typed on.
  await terminal.sees("> ");
  terminal.type(keys);
}

describe("cards that are typed", () => {
  test("leave the screen once they are in", async () => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const terminal = dkekOnTerminal(["verify", "set.pbe", "--json"], cwd);
    const wrong = shareValue(1).replace(/^../, "g1");
    await answer(terminal, "prime", `${prime}\r`);
    await answer(terminal, "share ID", "1\r");
    await answer(terminal, "share value of ID 1", `${wrong}\r`);
    // Refused, and there to be corrected.
    await answer(terminal, "no hex digit", "\u0015");
    expect(terminal.screen()).toContain(wrong);
    await answer(terminal, "> ", `${shareValue(1)}\r`);
    await terminal.sees("(ID 1): in");
    expectNothingOf([shareValue(1)], terminal.screen());
    await answer(terminal, "share ID", "1\r");
    await answer(terminal, "already in", "\u007f3\r");
    // As fast as a scanner: the next questions find their answers typed.
    await answer(terminal, "share value of ID 3", `${shareValue(3)}\r5\r${shareValue(5)}\r\r`);
    expect(await terminal.ended).toBe(0);
    const screen = terminal.screen();
    expect(screen).toContain(set.kcvHex.toUpperCase());
    for (const [nth, id] of [1, 3, 5].entries()) {
      expect(screen).toContain(`card ${nth + 1} (ID ${id}): in`);
    }
    expect(screen).not.toContain("share value");
    expectNothingOf([1, 3, 5].map(shareValue), screen);
    // They were there to be compared.
    expect(terminal.output()).toContain(shareValue(1));
  });

  test("stay in one row, however much is pasted", async () => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const terminal = dkekOnTerminal(["verify", "set.pbe"], cwd);
    await answer(terminal, "prime", `${prime}\r`);
    await answer(terminal, "share ID", "1\r");
    const long = shareValue(1).replaceAll(":", "").repeat(40);
    await answer(terminal, "share value of ID 1", `${long}\r`);
    await answer(terminal, "digits where the prime has", "\u0003");
    expect(await terminal.ended).toBe(130);
    expectNothingOf([shareValue(1)], terminal.screen());
  });

  test.each([
    ["Ctrl-C", (terminal: Terminal) => terminal.type("\u0003")],
    ["Ctrl-D", (terminal: Terminal) => terminal.type("\u0004")],
  ])("are gone after %s, too", async (_name, interrupt) => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const terminal = dkekOnTerminal(["verify", "set.pbe"], cwd);
    await answer(terminal, "prime", `${prime}\r`);
    await answer(terminal, "share ID", "2\r");
    await answer(terminal, "share value of ID 2", shareValue(2));
    await terminal.sees(shareValue(2).slice(-5));
    interrupt(terminal);
    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).toContain("interrupted");
    expectNothingOf([shareValue(2)], terminal.screen());
  });

  test("are asked for where a named one is missing, and the prime is not", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3]);
    writeRecord(cwd, set);
    const terminal = dkekOnTerminal(["verify", "set.pbe", ...cards], cwd);
    await answer(terminal, "card 3 of 3: share ID", "3\r");
    await answer(terminal, "the card with ID 3 is already in", "\u007f4\r");
    await answer(terminal, "share value of ID 4", `${shareValue(4)}\r`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain("card 2 of 3 (ID 3): in");
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

describe("a terminal that would show a secret is refused", () => {
  test.each([
    ["a card", ["--card", "-"], "standard input is the terminal"],
    ["a password", ["--password-fd", "0"], "use --password"],
  ])("for %s", async (_what, args, message) => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const terminal = dkekOnTerminal(["verify", "set.pbe", ...args], cwd);
    expect(await terminal.ended).toBe(2);
    expect(terminal.screen()).toContain(message);
  });

  test("--password shows nothing of it", async () => {
    const cwd = temporaryFolder();
    const terminal = dkekOnTerminal(["create", "--password", "--out", "set"], cwd);
    await terminal.sees("new password");
    terminal.type("kurz&gut\r");
    expect(await terminal.ended).toBe(2);
    expect(terminal.output()).toContain("shorter than 10");
    expect(terminal.output()).not.toContain("kurz");
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("an interrupt", () => {
  /** A program around the built module, which says when it is in the step and when it is out. */
  const program = (body: string): string[] => {
    const module = new URL("../../packages/cli/dist/terminal/interrupt.js", import.meta.url);
    return [
      "--input-type=module",
      "--eval",
      `import { interruptSignal } from ${JSON.stringify(module)};
       import { setTimeout as sleep } from "node:timers/promises";
       const { signal, uninterruptible } = interruptSignal();
       ${body}`,
    ];
  };
  /** Sends SIGINT when "ready" is shown, and again, half a second apart. */
  async function interruptTwice(body: string) {
    const { child, outcome } = start(process.execPath, program(body), { cwd: temporaryFolder() });
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    for (let times = 0; times < 2; times += 1) {
      child.kill("SIGINT");
      await sleep(500);
    }
    return outcome;
  }

  test("waits while an HSM is changed, and the result is not lost", async () => {
    const outcome = await interruptTwice(`
      const result = await uninterruptible(async () => {
        console.log("ready");
        await sleep(1500);
        return signal.aborted ? "too early" : "changed";
      });
      console.log(result, signal.aborted);
      await uninterruptible(async () => console.log("changed more")).catch(() => console.log("no"));
    `);
    expect(outcome).toMatchObject({ status: 0, stdout: "ready\nchanged true\nno\n" });
    expect(outcome.stderr.match(/the HSM is being changed: wait/g)).toHaveLength(2);
  });

  test("ends the program at once, the second time", async () => {
    const outcome = await interruptTwice(`console.log("ready"); await sleep(20_000);`);
    expect(outcome).toMatchObject({ status: 130, stderr: expect.stringContaining("at once") });
  });

  test("that npx hands on a second time is one", async () => {
    const body = `console.log("ready"); await sleep(1500); console.log("cleared up");`;
    const { child, outcome } = start(process.execPath, program(body), { cwd: temporaryFolder() });
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.kill("SIGINT");
    await sleep(50);
    child.kill("SIGINT");
    expect(await outcome).toMatchObject({ status: 0, stdout: "ready\ncleared up\n" });
  });
});

describe("output that can't be written", () => {
  const through = (command: string, cwd: string) =>
    run("sh", ["-c", command.replace("dkek", `${process.execPath} ${DKEK}`)], { cwd });

  test.each(["dkek inspect set.pbe", "dkek inspect set.pbe --json", "dkek --help"])(
    "%s, on a full disk",
    async (command) => {
      const cwd = temporaryFolder();
      layOutStockSet(cwd, set, []);
      expect(await through(`${command} > /dev/full`, cwd)).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/^dkek: the report could not be written: the disk is full\n/),
      });
    },
  );

  test("a worse exit status stays", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1]);
    const twice = `dkek verify set.pbe --json ${cards.join(" ")} card-1.txt > /dev/full`;
    expect(await through(twice, cwd)).toMatchObject({ status: 1 });
  });

  test("a reader that went away ends it without a word", async () => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    const outcome = await through("{ dkek inspect set.pbe; echo $? >&2; } | true", cwd);
    expect(outcome.stderr).toBe("141\n");
  });

  test("messages that can't be written change no exit status", async () => {
    const cwd = temporaryFolder();
    expect(await through("dkek forge 2> /dev/full", cwd)).toMatchObject({ status: 2 });
    const closed = await through("{ dkek forge 2>&1 >&3; echo $? >&2; } 3>&1 | true", cwd);
    expect(closed.stderr).toBe("2\n");
  });
});

describe("the command line", () => {
  test.each([
    [["verify", "-"], '"-" stands for a card'],
    [["create", "--threshold", "2", "--total", "3", "--out", "-"], '"-" stands for a card'],
    [["import", "--card", "a", "b", "set.pbe"], "put the .pbe file before --card"],
    [["import", "set.pbe", "card-1.txt"], "not understood: card-1.txt\n      what belongs"],
    [["verify", "set.pbe", "--treshold=3"], "not understood: --treshold\n      dkek verify --help"],
    [["create", "--out", "x", "--json=maybe"], "--json takes no value"],
    [["help", "forge"], 'no command "forge"'],
    [["hsm", "forge"], 'no action "forge" of dkek hsm\n      the actions are status'],
    [["hsm", "--json=false"], "not understood: --json\n      dkek hsm --help"],
    [["hsm", "status", "--jsno"], "not understood: --jsno\n      dkek hsm status --help"],
    [["hsm", "status", "rest"], "not understood: rest"],
  ])("%j", async (args, message) => {
    const refused = await dkek(args, { cwd: temporaryFolder() });
    expect(refused).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining(message),
    });
  });

  test.each([
    [["create", "--password=hunter2", "--out", "x"]],
    [["create", "--password", "hunter2", "--out", "x"]],
  ])("a password in the wrong place is not repeated: %j", async (args) => {
    const refused = await dkek(args, { cwd: temporaryFolder() });
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--password takes no value"),
    });
    expect(refused.stderr).not.toContain("hunter2");
  });

  test.each([
    [["hsm", "status", "--pin", "482910"]],
    [["hsm", "status", "--so-pin=482910"]],
    [["verify", "--password-fd", "482910"]],
  ])("a PIN in the wrong place is not repeated: %j", async (args) => {
    const refused = await dkek(args, { cwd: temporaryFolder() });
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toMatch(/there is no --(so-)?pin|takes the number of a file descriptor/);
    expect(refused.stderr).not.toContain("482910");
  });

  test.each([[["--json=true"]], [["--json", "--json"]], [["--json"]]])("%j", async (flags) => {
    const cwd = temporaryFolder();
    const refused = await dkek(["inspect", "nothing", ...flags], { cwd });
    expect(JSON.parse(refused.stdout)).toMatchObject({
      ok: false,
      error: { code: "file-not-found" },
    });
  });

  test("--json=false is no", async () => {
    const refused = await dkek(["inspect", "nothing", "--json=false"], { cwd: temporaryFolder() });
    expect(refused).toMatchObject({ status: 2, stdout: "" });
  });

  test("dkek help COMMAND is dkek COMMAND --help", async () => {
    const cwd = temporaryFolder();
    const help = await dkek(["help", "verify"], { cwd });
    expect(help).toEqual(await dkek(["verify", "--help"], { cwd }));
    expect(help.stdout).toContain("--card");
  });

  test("dkek hsm shows its actions, and each of them its options", async () => {
    const cwd = temporaryFolder();
    const actions = await dkek(["hsm"], { cwd });
    expect(actions).toMatchObject({ status: 0, stderr: "" });
    expect(actions.stdout).toContain("dkek hsm status");
    for (const args of [
      ["help", "hsm"],
      ["hsm", "--help"],
      ["hsm", "help"],
    ]) {
      expect(await dkek(args, { cwd })).toEqual(actions);
    }
    const help = await dkek(["hsm", "status", "--help"], { cwd });
    expect(help.stdout).toMatch(/^dkek hsm status \[options\]/);
    expect(help.stdout).toContain("--reader");
    expect(help.stdout).toContain("Examples:");
    for (const args of [
      ["help", "hsm", "status"],
      ["hsm", "help", "status"],
    ]) {
      expect(await dkek(args, { cwd })).toEqual(help);
    }
  });

  test("a card that can't be read is named with its whole path", async () => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, []);
    for (const path of ["stick-1/card.txt", "stick-2/card.txt"]) {
      mkdirSync(join(cwd, dirname(path)));
      writeFileSync(join(cwd, path), stockLines(set, 1));
    }
    writeFileSync(join(cwd, "stick-2/card.txt"), "Share ID : 2\n");
    const cards = ["stick-1/card.txt", "stick-2/card.txt"];
    const refused = await dkek(["verify", "set.pbe", "--card", ...cards], { cwd });
    expect(refused.stderr).toContain("stick-2/card.txt: the line");
  });
});

test("a terminal that goes away ends it as a hang-up does", async () => {
  const cwd = temporaryFolder();
  layOutStockSet(cwd, set, []);
  const command = `${process.execPath} ${DKEK} verify set.pbe; echo $? > status`;
  const terminal = onTerminal(`trap "" HUP; ${command}`, cwd);
  await terminal.sees("prime");
  process.kill(terminal.pid, "SIGKILL");
  while (readFileSync(join(cwd, "status"), { encoding: "utf8", flag: "a+" }) === "") {
    await sleep(20);
  }
  expect(readFileSync(join(cwd, "status"), "utf8")).toBe("129\n");
});
