import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createSet, formatCardText, formatRecord, type NewSet } from "@dkek/ceremony";
import { inlineEngine } from "@dkek/dkek-file";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Running, startDkek, temporaryFolder } from "../support/program.js";
import { cardDigits } from "./support/card-digits.js";
import { findSecrets } from "./support/find-secrets.js";
import { guardsGone, guardsOf } from "./support/print-guards.js";
import { type PrivateCups, startCups } from "./support/private-cups.js";

/*
 * What else may happen while a card is printed, at moments that are held open rather than guessed: the
 * guard dies in the middle of sending, CUPS is away when it is needed most, the printer runs out of
 * paper.
 */

const PATIENCE_MS = 30_000;
/** For something wrong to happen that should not. */
const GRACE_MS = 1500;

let cups: PrivateCups;
let made: NewSet;
/** Stands in the way of the printer's filter while it exists. */
let paperTray: string;

beforeAll(async () => {
  cups = await startCups();
  // Where CUPS' filters, which run as another user, may read.
  const open = join(dirname(cups.spool), "open");
  mkdirSync(open);
  paperTray = join(open, "tray-is-empty");
  const filter = join(open, "filter");
  const lines = [
    "#!/bin/sh",
    "cat",
    'echo "INFO: Sending data to printer." >&2',
    'echo "STATE: +media-empty-error" >&2',
    `while [ -e ${paperTray} ]; do sleep 0.05; done`,
    'echo "STATE: -media-empty-error" >&2',
    "",
  ];
  writeFileSync(filter, lines.join("\n"));
  chmodSync(filter, 0o555);
  cups.addQueue("Tray", filter);
  made = await createSet(
    { scheme: "p224", threshold: 2, total: 2, custodians: ["Ada", "Grace"] },
    { engine: inlineEngine({ iterations: 3 }), program: "test", label: "Root CA" },
  );
});
afterAll(async () => {
  await cups.stop();
});

interface Printing extends Running {
  /** Files, other than the card itself, that hold the card. */
  leftBehind(): string[];
}

/** Starts to print the first card. */
function print(env: Readonly<Record<string, string>> = {}): Printing {
  const cwd = temporaryFolder();
  const tmp = temporaryFolder();
  const card = made.cards[0] ?? never();
  const file = join(cwd, "card.txt");
  writeFileSync(file, formatCardText(card));
  writeFileSync(join(cwd, "record.json"), formatRecord(made.record));
  const args = ["--card", file, "--record", "record.json", "--printer", "Tray", "--yes"];
  return {
    ...startDkek(["sheet", "card", ...args], { cwd, env: { ...cups.env, TMPDIR: tmp, ...env } }),
    leftBehind: () =>
      findSecrets([dirname(cups.spool), cwd, tmp], cardDigits(card)).filter(
        (path) => path !== file && !path.endsWith("/Tray.out"),
      ),
  };
}

function documents(): string[] {
  return cups.spooled().filter((name) => name.startsWith("d"));
}

/** How many jobs CUPS has taken, as its log has it. */
function jobsEver(): number {
  return readFileSync(join(cups.log, "error"), "utf8").match(/Queued on "/g)?.length ?? 0;
}

function outOfPaper(): void {
  writeFileSync(paperTray, "");
  onTestFinished(() => rmSync(paperTray, { force: true }));
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !condition(); await sleep(20)) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
  }
}

/** Stands before the real ipptool, and holds back requests to print. */
function heldBack(): { readonly PATH: string; sending(): Promise<void>; release(): void } {
  const folder = temporaryFolder();
  const { PATH = "" } = process.env;
  const [started, go] = [join(folder, "started"), join(folder, "go")];
  const lines = [
    "#!/bin/sh",
    `case "$*" in *"-f /dev/stdin"*) : > ${started}; until [ -e ${go} ]; do sleep 0.05; done;; esac`,
    'exec /usr/bin/ipptool "$@"',
    "",
  ];
  writeFileSync(join(folder, "ipptool"), lines.join("\n"));
  chmodSync(join(folder, "ipptool"), 0o755);
  return {
    PATH: `${folder}${delimiter}${PATH}`,
    sending: () => until("ipptool is called", () => existsSync(started)),
    release: () => writeFileSync(go, ""),
  };
}

describe("in the middle of sending", () => {
  test("the guard is killed: the program waits for what it had begun, and erases that", async () => {
    outOfPaper();
    const { PATH, sending, release } = heldBack();
    const before = jobsEver();
    const printing = print({ PATH });
    await sending();
    const [guard = never()] = guardsOf(cups);
    process.kill(guard, "SIGKILL");
    await until("the guard is gone", () => guardsOf(cups).length === 0);
    await sleep(GRACE_MS);
    // It would erase what is not there yet, and be gone when it comes.
    expect(printing.child.exitCode).toBe(null);
    release();
    expect(await printing.outcome).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("the process that guards the print spool was killed"),
    });
    // It did come to the spool, after its sender's death: else this would show nothing.
    expect(jobsEver()).toBe(before + 1);
    expect(cups.spooled()).toEqual([]);
    expect(printing.leftBehind()).toEqual([]);
  });

  test("the program is killed: the guard ends what it does, and erases it", async () => {
    outOfPaper();
    const { PATH, sending, release } = heldBack();
    const printing = print({ PATH });
    await sending();
    printing.child.kill("SIGKILL");
    expect((await printing.outcome).signal).toBe("SIGKILL");
    expect(guardsOf(cups)).toHaveLength(1);
    release();
    await guardsGone(cups);
    expect(cups.spooled()).toEqual([]);
    expect(printing.leftBehind()).toEqual([]);
  });
});

describe("while the job is at the printer", () => {
  test("CUPS is away when the program is killed: the guard comes back to it", async () => {
    outOfPaper();
    const printing = print();
    await until("a job is there", () => cups.titles("Tray").length > 0);
    const socket = cups.env.CUPS_SERVER;
    renameSync(socket, `${socket}.away`);
    printing.child.kill("SIGKILL");
    await printing.outcome;
    await sleep(GRACE_MS);
    expect(guardsOf(cups)).toHaveLength(1);
    expect(documents()).toHaveLength(1);
    // The search finds what is there to be found.
    expect(printing.leftBehind()).toContain(join(cups.spool, documents()[0] ?? ""));
    renameSync(`${socket}.away`, socket);
    await guardsGone(cups);
    expect(cups.spooled()).toEqual([]);
    expect(printing.leftBehind()).toEqual([]);
  });

  test("signals to the guard change nothing", async () => {
    outOfPaper();
    const printing = print();
    await until("a job is there", () => cups.titles("Tray").length > 0);
    const [guard = never()] = guardsOf(cups);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.kill(guard, signal);
    await sleep(GRACE_MS);
    expect(guardsOf(cups)).toEqual([guard]);
    printing.child.kill("SIGKILL");
    await printing.outcome;
    await guardsGone(cups);
    expect(cups.spooled()).toEqual([]);
    expect(printing.leftBehind()).toEqual([]);
  });

  test("it is out of paper: people are told so, and it goes on with paper", async () => {
    outOfPaper();
    const printing = print();
    let told = "";
    printing.child.stderr?.on("data", (text: string) => {
      told += text;
    });
    await until("the reason is told", () => told.includes("media-empty-error"));
    rmSync(paperTray);
    expect(await printing.outcome).toMatchObject({ status: 0 });
    // It would have kept the file for a day.
    expect(told).toContain("CUPS keeps the files of finished jobs");
    expect(cups.spooled()).toEqual([]);
    expect(printing.leftBehind()).toEqual([]);
  });
});

function never(): never {
  throw new Error("there is none");
}
