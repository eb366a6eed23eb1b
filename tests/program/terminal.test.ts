import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { DKEK, dkek, run, start, temporaryFolder } from "../support/program.js";
import { dkekOnTerminal, onTerminal } from "../support/pseudo-terminal.js";
import { layOutStockSet, stockLines, stockSet } from "../support/stock-sets.js";

const set = stockSet("shares-3of5");
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
  const ERASING = ["hsm", "init", "--dkek-shares", "1", "--erase", "DENK0123456"];
  test.each([
    [["verify", "-"], '"-" stands for a card'],
    [["create", "--threshold", "2", "--total", "3", "--out", "-"], '"-" stands for a card'],
    [["import", "--card", "a", "b", "set.pbe"], "put the .pbe file before --card"],
    [["inspect", "set.pbe", "card-1.txt"], "not understood: card-1.txt\n      what belongs"],
    [["verify", "set.pbe", "--treshold=3"], "not understood: --treshold\n      dkek verify --help"],
    [["create", "--out", "x", "--json=maybe"], "--json takes no value"],
    [["help", "forge"], 'no command "forge"'],
    [["hsm", "forge"], 'no action "forge" of dkek hsm\n      the actions are status'],
    [["hsm", "--json=false"], "not understood: --json\n      dkek hsm --help"],
    [["hsm", "status", "--jsno"], "not understood: --jsno\n      dkek hsm status --help"],
    [["hsm", "status", "rest"], "not understood: rest"],
    [["hsm", "init"], "--dkek-shares 1), or that it shall be so (--without-dkek)"],
    [["hsm", "init", "--without-dkek", "--dkek-shares", "1"], "contradict each other"],
    [["hsm", "init", "--dkek-shares", "256"], "not a whole number from 0 to 255"],
    [["hsm", "init", "--dkek-shares", "1"], "erased\n      name the HSM with --erase SERIAL"],
    [[...ERASING, "--pin-fd", "3"], "ask for the SO-PIN\n      hand it over with --so-pin-fd N"],
    [[...ERASING, "--so-pin-fd", "3"], "ask for the user PIN\n      hand it over with --pin-fd N"],
    [[...ERASING, "--so-pin-fd", "3", "--pin-fd", "3"], "name the same file descriptor"],
    [["hsm", "change-pin"], "hand it over with --pin-fd N"],
    [["hsm", "change-pin", "--pin-fd", "3"], "hand it over with --new-pin-fd N"],
    [["hsm", "change-pin", "--so"], "hand it over with --so-pin-fd N"],
    [["hsm", "change-pin", "--so", "--pin-fd", "3"], "--so-pin-fd hands over the SO-PIN"],
    [["hsm", "unblock"], "hand it over with --so-pin-fd N"],
    [["hsm", "unblock", "--keep-pin", "--new-pin-fd", "3"], "contradict each other"],
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
    [["hsm", "change-pin", "--new-pin-fd", "482910"]],
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
  await terminal.sees("share ID");
  process.kill(terminal.pid, "SIGKILL");
  while (readFileSync(join(cwd, "status"), { encoding: "utf8", flag: "a+" }) === "") {
    await sleep(20);
  }
  expect(readFileSync(join(cwd, "status"), "utf8")).toBe("129\n");
});
