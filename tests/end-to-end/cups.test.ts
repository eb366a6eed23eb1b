import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import {
  createSet,
  formatCardText,
  formatRecord,
  type NewSet,
  parseCardText,
} from "@dkek/ceremony";
import { inlineEngine } from "@dkek/dkek-file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dkek,
  type Outcome,
  quickDkek,
  run,
  startDkek,
  temporaryFolder,
} from "../support/program.js";
import { dkekOnTerminal, quickDkekOnTerminal } from "../support/pseudo-terminal.js";
import { cardDigits } from "./support/card-digits.js";
import { findSecrets } from "./support/find-secrets.js";
import { guardsGone, guardsOf } from "./support/print-guards.js";
import { type PrivateCups, startCups } from "./support/private-cups.js";

let cups: PrivateCups;
let made: NewSet;
/** What the printers have printed to. */
let paper: string;
let slowPaper: string;

beforeAll(async () => {
  cups = await startCups();
  paper = cups.addQueue("Office");
  const slow = join(cups.folders[5] ?? "", "slow");
  writeFileSync(slow, "#!/bin/sh\ncat > /dev/null\nsleep 60\n");
  chmodSync(slow, 0o555);
  slowPaper = cups.addQueue("Slow", slow);
  made = await createSet(
    { scheme: "p224", threshold: 2, total: 3, custodians: ["Ada", "Grace", "Joan"] },
    { engine: inlineEngine({ iterations: 3 }), program: "test", label: "Root CA" },
  );
});
afterAll(async () => {
  await cups.stop();
});

/** What nobody may find. */
function secrets(): string[] {
  return made.cards.flatMap(cardDigits);
}

/** A folder with the set's cards and record, and beside it one for temporary files. */
function layOut(): { cwd: string; env: Record<string, string>; tmp: string } {
  const cwd = temporaryFolder();
  for (const card of made.cards) writeFileSync(join(cwd, `${card.id}.txt`), formatCardText(card));
  writeFileSync(join(cwd, "record.json"), formatRecord(made.record));
  const tmp = join(temporaryFolder(), "tmp");
  mkdirSync(tmp);
  return { cwd, env: { ...cups.env, TMPDIR: tmp }, tmp };
}

const CARDS = ["--card", "1.txt", "2.txt", "3.txt", "--record", "record.json"];

/** Files that hold a card, other than those that were laid out. */
function leftBehind({ cwd, tmp }: { cwd: string; tmp: string }): string[] {
  const own = [1, 2, 3].map((id) => join(cwd, `${id}.txt`));
  return findSecrets([...cups.folders, cwd, tmp], secrets()).filter((path) => !own.includes(path));
}

function textOf(pdf: string): Promise<Outcome> {
  return run("pdftotext", ["-raw", pdf, "-"], { cwd: "/" });
}

test("the search finds what is planted: in a PDF, packed, plain", async () => {
  const { cwd, tmp, env } = layOut();
  const pdf = await dkek(["sheet", "card", "--card", "2.txt", "--out", "sheets"], { cwd, env });
  expect(pdf).toMatchObject({ status: 0 });
  const planted = join(cwd, "sheets", "card-2.pdf");
  writeFileSync(join(tmp, "packed"), gzipSync(formatCardText(made.cards[0] ?? never())));
  writeFileSync(join(tmp, "grouped"), `x ${shareValue(2).match(/.{4}/g)?.join(" ")} y`);
  expect(leftBehind({ cwd, tmp }).sort()).toEqual(
    [planted, join(tmp, "grouped"), join(tmp, "packed")].sort(),
  );
});

describe("a whole set, printed", () => {
  test("comes out on paper, and nothing of it stays anywhere", async () => {
    const place = layOut();
    const printed = await dkek(
      ["sheet", "card", ...CARDS, "--printer", "Office", "--yes", "--json"],
      place,
    );
    expect(printed).toMatchObject({ status: 0 });
    expect(JSON.parse(printed.stdout)).toMatchObject({ ok: true, printed: 3 });
    // What the paper says last is the last card.
    const card = parseCardText((await textOf(paper)).stdout);
    expect(hexOf(card.value.expose())).toBe(shareValue(2));
    expect(cups.spooled()).toEqual([]);
    expect(leftBehind(place)).toEqual([]);
    const log = readFileSync(join(cups.log, "error"), "utf8");
    for (const word of ["Root CA", "Ada", "Grace", "Joan", "card-"]) {
      expect(log).not.toContain(word);
    }
  });

  test("nor where CUPS tells nothing of a job, and it has to be erased by its number", async () => {
    const place = layOut();
    cups.administer("lpadmin", "-p", "Office", "-o", "printer-op-policy=silent");
    try {
      const env = { ...place.env, CUPS_USER: "somebody" };
      const args = ["sheet", "card", "--card", "1.txt", "--printer", "Office", "--yes"];
      expect(await dkek(args, { ...place, env })).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("CUPS does not tell how the job is"),
      });
    } finally {
      cups.administer("lpadmin", "-p", "Office", "-o", "printer-op-policy=default");
    }
    expect(cups.spooled()).toEqual([]);
    expect(leftBehind(place)).toEqual([]);
  });

  test("by create: no card was ever on a disk", async () => {
    const place = layOut();
    const args = ["create", "--threshold", "2", "--total", "2", "--scheme", "sc-hsm"];
    const created = await quickDkek(
      [...args, "--out", "set", "--printer", "Office", "--yes"],
      place,
    );
    expect(created).toMatchObject({ status: 0, stdout: expect.stringContaining("on paper") });
    expect(readdirSync(join(place.cwd, "set")).sort()).toEqual([
      "dkek.pbe",
      "record.json",
      "record.pdf",
    ]);
    const card = parseCardText((await textOf(paper)).stdout);
    expect(card.id).toBe(2);
    expect(findSecrets([...cups.folders, place.cwd, place.tmp], cardDigits(card))).toEqual([]);
    expect(cups.spooled()).toEqual([]);
  });
});

describe("when it does not go well", () => {
  const printing = ["sheet", "card", ...CARDS, "--printer", "Slow", "--yes"];

  test.each([0, 40, 80, 150, 400])("killed %i ms after it began to print", async (delay) => {
    const place = layOut();
    const { child, outcome } = startDkek(printing, place);
    await new Promise<void>((resolve) => {
      child.stderr?.on("data", (text: string) => text.includes("printing card 1") && resolve());
    });
    await sleep(delay);
    child.kill("SIGKILL");
    expect((await outcome).signal).toBe("SIGKILL");
    await guardsGone(cups);
    expect(cups.spooled()).toEqual([]);
    expect(leftBehind(place)).toEqual([]);
  });

  test("killed while a job waits for the printer", async () => {
    const place = layOut();
    const { child, outcome } = startDkek(printing, place);
    await spooledJob();
    child.kill("SIGKILL");
    await outcome;
    await guardsGone(cups);
    expect(cups.spooled()).toEqual([]);
    expect(leftBehind(place)).toEqual([]);
  });

  test("interrupted", async () => {
    const place = layOut();
    const { child, outcome } = startDkek(printing, place);
    await spooledJob();
    const titles = cups.titles("Slow");
    child.kill("SIGINT");
    expect((await outcome).status).toBe(130);
    expect(titles).toEqual([expect.stringMatching(/^dkek [0-9a-f]{8}$/)]);
    expect(cups.spooled()).toEqual([]);
    expect(leftBehind(place)).toEqual([]);
  });

  test("the guard is killed instead: the program clears the spool itself", async () => {
    const place = layOut();
    const { child, outcome } = startDkek(printing, place);
    await spooledJob();
    const guards = guardsOf(cups);
    expect(guards).toHaveLength(1);
    for (const guard of guards) process.kill(guard, "SIGKILL");
    child.kill("SIGINT");
    expect((await outcome).status).toBe(130);
    expect(cups.spooled()).toEqual([]);
    expect(leftBehind(place)).toEqual([]);
  });

  test("the job is cancelled at the printer", async () => {
    const place = layOut();
    const { outcome } = startDkek(printing, place);
    await spooledJob();
    cups.administer("cancel", "-a", "Slow");
    expect(await outcome).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("the print job was canceled"),
    });
    expect(cups.spooled()).toEqual([]);
    expect(leftBehind(place)).toEqual([]);
    expect(existsSync(slowPaper) ? readFileSync(slowPaper).length : 0).toBe(0);
  });

  test("no such printer, one that is stopped, one that takes nothing", async () => {
    const place = layOut();
    const on = (printer: string) => dkek([...printing.slice(0, -2), printer, "--yes"], place);
    expect(await on("Attic")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no printer "Attic"[\s\S]*it has Office, Slow/),
    });
    cups.administer("cupsdisable", "-r", "out of toner", "Slow");
    expect(await on("Slow")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/"Slow" is stopped: out of toner[\s\S]*cupsenable Slow/),
    });
    cups.administer("cupsenable", "Slow");
    cups.administer("cupsreject", "-r", "closed", "Slow");
    expect(await on("Slow")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/"Slow" takes no jobs/),
    });
    cups.administer("cupsaccept", "Slow");
    const elsewhere = { ...place, env: { ...place.env, CUPS_SERVER: "/nowhere/cups.sock" } };
    expect(await dkek(printing, elsewhere)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("CUPS does not answer"),
    });
    expect(cups.spooled()).toEqual([]);
  });

  /** Waits until CUPS has all of a job, and the program knows it. */
  async function spooledJob(): Promise<void> {
    for (const end = Date.now() + 20_000; cups.titles("Slow").length === 0; await sleep(50)) {
      if (Date.now() > end) throw new Error("no job came to the spool");
    }
    expect(cups.spooled()).not.toEqual([]);
    await sleep(500);
  }
});

describe("a look at the paper", () => {
  const printing = ["sheet", "card", "--card", "1.txt", "--printer", "Office"];

  test("is asked for, and once more if it was not right", async () => {
    const { cwd } = layOut();
    const terminal = dkekOnTerminal(printing, cwd, cups.env);
    await terminal.sees("easy to read?");
    terminal.type("perhaps\r");
    await terminal.sees('answer "yes"');
    terminal.type("\u0015again\r");
    await terminal.sees("printed again");
    await terminal.sees("easy to read?");
    terminal.type("yes\r");
    await terminal.sees("1 sheet printed");
    expect(await terminal.ended).toBe(0);
    expect(cups.spooled()).toEqual([]);
  });

  test("a set that was stopped in the middle is void", async () => {
    const { cwd } = layOut();
    const args = ["create", "--threshold", "2", "--total", "3", "--out", "set"];
    const terminal = quickDkekOnTerminal([...args, "--printer", "Office"], cwd, cups.env);
    await terminal.sees("card 1: is the paper");
    terminal.type("yes\r");
    await terminal.sees("card 2: is the paper");
    terminal.type("stop\r");
    await terminal.sees("this set is void");
    await terminal.sees("card 1, card 2");
    expect(await terminal.ended).toBe(2);
    expect(existsSync(join(cwd, "set"))).toBe(false);
    expect(cups.spooled()).toEqual([]);
  });

  test("so is one whose folder can't come into being any more", async () => {
    const { cwd } = layOut();
    const args = ["create", "--threshold", "2", "--total", "2", "--out", "set"];
    const terminal = quickDkekOnTerminal([...args, "--printer", "Office"], cwd, cups.env);
    await terminal.sees("card 1: is the paper");
    terminal.type("yes\r");
    await terminal.sees("card 2: is the paper");
    mkdirSync(join(cwd, "set"));
    terminal.type("yes\r");
    await terminal.sees("this set is void");
    await terminal.sees("exists already");
    expect(await terminal.ended).toBe(2);
  });

  test("without a terminal there is nobody to ask", async () => {
    const place = layOut();
    const refused = await dkek(printing, place);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("--yes") });
  });
});

function shareValue(place: number): string {
  return hexOf(made.cards[place]?.value.expose() ?? never());
}

function never(): never {
  throw new Error("no card");
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
