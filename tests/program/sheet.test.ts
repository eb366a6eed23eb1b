import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Card, formatCardText, formatRecord, withEvent } from "@dkek/ceremony";
import { describe, expect, test } from "vitest";
import { dkek, temporaryFolder } from "../support/program.js";
import { dkekOnTerminal } from "../support/pseudo-terminal.js";
import { specimen } from "../support/specimens.js";

/** The files of both specimen sets, and the bare card that sc-hsm-tool would have shown. */
function layOut(): string {
  const cwd = temporaryFolder();
  for (const scheme of ["p224", "sc-hsm"] as const) {
    const { card, record, pbe } = specimen(scheme);
    const { about: _, proof: __, ...bare } = card as Card;
    writeFileSync(join(cwd, `${scheme}.txt`), formatCardText(card));
    writeFileSync(join(cwd, `${scheme}-bare.txt`), formatCardText(bare));
    writeFileSync(join(cwd, `${scheme}.json`), formatRecord(record));
    writeFileSync(join(cwd, `${scheme}.pbe`), pbe);
  }
  return cwd;
}

const CARD = ["sheet", "card", "--card", "p224.txt", "--record", "p224.json"];

/** A card that says enough by itself. */
const LONE = ["sheet", "card", "--card", "p224.txt"];
const WALLET = ["sheet", "wallet", "--card", "sc-hsm.txt", "--record", "sc-hsm.json"];

describe("every kind of sheet", () => {
  test.each([
    ["card", CARD, ["card-1.pdf"]],
    [
      "a bare card, by its record",
      ["sheet", "card", "--card", "p224-bare.txt", "--record", "p224.json"],
      ["card-1.pdf"],
    ],
    [
      "a bare card of the stock tool's",
      [
        "sheet",
        "card",
        "--card",
        "sc-hsm-bare.txt",
        "--pbe",
        "sc-hsm.pbe",
        "--threshold",
        "2",
        "--total",
        "3",
        "--label",
        "Old",
        "--custodian",
        "Ada",
      ],
      ["card-1.pdf"],
    ],
    ["record", ["sheet", "record", "--record", "p224.json", "--pbe", "p224.pbe"], ["record.pdf"]],
    [
      "receipts",
      ["sheet", "receipt", "--record", "p224.json"],
      ["receipt-1.pdf", "receipt-2.pdf", "receipt-3.pdf"],
    ],
    ["a receipt", ["sheet", "receipt", "--record", "p224.json", "--id", "2"], ["receipt-2.pdf"]],
    ["blank", ["sheet", "blank", "--scheme", "sc-hsm"], ["blank.pdf"]],
    ["blank, prepared", ["sheet", "blank", "--record", "p224.json", "--id", "3"], ["blank-3.pdf"]],
    [
      "wallet",
      ["sheet", "wallet", "--card", "sc-hsm.txt", "--record", "sc-hsm.json", "--id-1"],
      ["wallet-1.pdf"],
    ],
  ])("%s", async (_what, args, files) => {
    const cwd = layOut();
    const paper = args.includes("--id-1") ? [] : ["--paper", "letter"];
    const made = await dkek([...args, "--out", "sheets", ...paper], { cwd });
    expect(made).toMatchObject({ status: 0 });
    expect(readdirSync(join(cwd, "sheets")).sort()).toEqual(files);
    for (const file of files) {
      const path = join(cwd, "sheets", file);
      expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(made.stdout).toContain(`sheets/${file}`);
    }
    const isSecret = files.some((file) => /^(card|wallet)/.test(file));
    expect(made.stderr.includes("as secret as the cards")).toBe(isSecret);
  });

  test("one goes to standard output", async () => {
    const cwd = layOut();
    const made = await dkek([...CARD, "--stdout"], { cwd });
    expect(made).toMatchObject({ status: 0 });
    expect(made.stdout.startsWith("%PDF-")).toBe(true);
  });

  test("reports as JSON", async () => {
    const cwd = layOut();
    const { stdout } = await dkek([...CARD, "--out", "sheets", "--json"], { cwd });
    expect(JSON.parse(stdout)).toEqual({ ok: true, files: ["sheets/card-1.pdf"], printed: 0 });
  });
});

describe("refused, with nothing left", () => {
  const out = ["--out", "sheets"];
  test.each([
    [
      "a card that another record contradicts",
      ["sheet", "card", "--card", "p224.txt", "--record", "sc-hsm.json", ...out],
      1,
      "belongs to another set",
    ],
    [
      "a bare card of nobody knows what",
      ["sheet", "card", "--card", "p224-bare.txt", ...out],
      2,
      "does not say enough",
    ],
    [
      "a .pbe file of another set",
      ["sheet", "card", "--card", "p224.txt", "--pbe", "sc-hsm.pbe", ...out],
      1,
      "another .pbe file",
    ],
    ["a wallet card of p224", ["sheet", "wallet", "--card", "p224.txt", ...out], 2, "wallet"],
    [
      "a name that no font has",
      [...LONE, "--custodian", "山田太郎", ...out],
      2,
      'no font on board has "山" (U+5C71)',
    ],
    ["a name without room", [...LONE, "--custodian", "W".repeat(300), ...out], 2, "too long"],
    ["nowhere to go", CARD, 2, "where should the sheets go?"],
    ["two places", [...CARD, ...out, "--stdout"], 2, "one place at a time"],
    [
      "more than one to standard output",
      ["sheet", "receipt", "--record", "p224.json", "--stdout"],
      2,
      "takes one sheet, these are 3",
    ],
    ["a kind there is not", ["sheet", "poster", ...out], 2, "poster"],
    [
      "an option of other sheets",
      [...CARD, "--scheme", "p224", ...out],
      2,
      "--scheme is not for card sheets",
    ],
    [
      "a card that the record does not know",
      ["sheet", "receipt", "--record", "p224.json", "--id", "9", ...out],
      2,
      "knows no such card",
    ],
    [
      "another custodian than the record's",
      [...CARD, "--custodian", "Mallory", ...out],
      2,
      "is held by Ada",
    ],
    [
      "a card printer's page of another paper",
      [...WALLET, "--id-1", "--paper", "a4", ...out],
      2,
      "leave --paper away",
    ],
    ["no record", ["sheet", "record", ...out], 2, "--record is missing"],
  ])("%s", async (_what, args, status, message) => {
    const cwd = layOut();
    const before = readdirSync(cwd);
    const refused = await dkek(args, { cwd });
    expect(refused).toMatchObject({ status, stdout: "", stderr: expect.stringContaining(message) });
    expect(readdirSync(cwd)).toEqual(before);
  });
});

test("the sheet of a card that was reissued has a name of its own", async () => {
  const cwd = layOut();
  const { card, record } = specimen("p224");
  const about = { ...card.about, issue: 2 };
  writeFileSync(join(cwd, "again.txt"), formatCardText({ ...card, about }));
  const at = "2026-11-24T09:00:00Z";
  const event = { at, type: "reissued", card: { id: 1, issue: 2 }, custodian: "Joan" } as const;
  writeFileSync(join(cwd, "p224.json"), formatRecord(withEvent(record, event)));
  const args = ["sheet", "card", "--card", "again.txt", "--record", "p224.json", "--out", "sheets"];
  expect(await dkek(args, { cwd })).toMatchObject({ status: 0 });
  expect(readdirSync(join(cwd, "sheets"))).toEqual(["card-1-issue-2.pdf"]);
});

test("a card without its proof: nothing says that it was copied rightly, so this is said", async () => {
  const cwd = layOut();
  const bare = ["sheet", "card", "--card", "p224-bare.txt", "--record", "p224.json", "--out", "a"];
  const { status, stderr } = await dkek(bare, { cwd });
  expect(status).toBe(0);
  expect(stderr).toContain("card 1: nothing here proves that it is copied rightly");
  const proven = await dkek([...CARD, "--out", "b"], { cwd });
  expect(proven.stderr).not.toContain("nothing here proves");
});

test("what every sheet says to do on its first day: the card is scanned, and proven", async () => {
  const cwd = layOut();
  const code = formatCardText(specimen("p224").card).trim().split("\n").at(-1) ?? "";
  const check = dkekOnTerminal(["verify", "--record", "p224.json"], cwd);
  await check.sees("scan its QR code (Enter for none)");
  check.type(`${code}\r`);
  await check.sees("typed card 1 (card 1): belongs to the set, and its value and");
  expect(await check.ended).toBe(0);
  const alone = dkekOnTerminal(["verify", "--record", "p224.json"], cwd);
  await alone.sees("(Enter for none)");
  alone.type("\r");
  expect(await alone.ended).toBe(0);
});

test("a scanner at the prompt, and a terminal that can't show a PDF", async () => {
  const cwd = layOut();
  const { card } = specimen("p224");
  const code = formatCardText(card).trim().split("\n").at(-1) ?? "";
  const terminal = dkekOnTerminal(
    ["sheet", "card", "--record", "p224.json", "--out", "sheets"],
    cwd,
  );
  await terminal.sees("scan its QR code");
  terminal.type(`${code.toLowerCase()}\r`);
  expect(await terminal.ended).toBe(0);
  expect(terminal.screen()).not.toContain(code.slice(0, 20));
  const refused = dkekOnTerminal([...CARD, "--stdout"], cwd);
  await refused.sees("standard output is a terminal");
  expect(await refused.ended).toBe(2);
});
