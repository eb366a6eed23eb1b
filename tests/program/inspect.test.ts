import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  formatCardString,
  formatRecord,
  rowsOf,
  type SetRecord,
  SHEET_MARK,
  withEvent,
} from "@dkek/ceremony";
import { expect, test } from "vitest";
import { png, qrPicture } from "../support/pictures.js";
import { dkek, run, temporaryFolder } from "../support/program.js";
import { specimen } from "../support/specimens.js";
import { layOutStockSet, stockSet } from "../support/stock-sets.js";

const set = stockSet("shares-3of5");

test("a .pbe file: its set ID is the SHA-256 that OpenSSL computes", async () => {
  const cwd = temporaryFolder();
  layOutStockSet(cwd, set, []);
  const { stdout } = await run("openssl", ["dgst", "-sha256", "-r", "set.pbe"], { cwd });
  const inspected = await dkek(["inspect", "set.pbe", "--json"], { cwd });
  expect(JSON.parse(inspected.stdout)).toMatchObject({
    ok: true,
    kind: "DKEK share, encrypted (.pbe)",
    facts: { "set ID": stdout.slice(0, 64), salt: set.pbeHex.slice(16, 32) },
  });
});

test("a card: what it is, that it is secret, and not its value", async () => {
  const cwd = temporaryFolder();
  layOutStockSet(cwd, set, [4]);
  const { status, stdout } = await dkek(["inspect", "card-4.txt"], { cwd });
  expect(status).toBe(0);
  expect(stdout).toMatch(/share ID\s+4/);
  expect(stdout).toContain("SECRET");
  expect(stdout.replaceAll(":", "")).not.toContain(
    set.shares[3]?.valueDisplayed.replaceAll(":", ""),
  );
});

test("a card as a picture, and as the text of its sheet", async () => {
  const cwd = temporaryFolder();
  const { card } = specimen("p224");
  const code = formatCardString(card);
  writeFileSync(join(cwd, "card.png"), png(qrPicture(code, 5)));
  const rows = rowsOf(card, card.about.set).flatMap(({ part, rows }) =>
    rows.map(
      (row, place) => `${part.replace(/^./, (c) => c.toUpperCase())} row ${place + 1} ${row}`,
    ),
  );
  const sheet = ["Custodian’s card", `Set ${card.about.set}`, "Share ID 1", ...rows, SHEET_MARK];
  writeFileSync(join(cwd, "sheet.txt"), sheet.join("\n"));
  for (const name of ["card.png", "sheet.txt"]) {
    const { status, stdout } = await dkek(["inspect", name, "--json"], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: "card", facts: { "share ID": 1 } });
    expect(stdout).not.toContain(code.slice(60, 70).toLowerCase());
  }
});

test("a record: those who know as many cards as restore are named, alone or after they left", async () => {
  const cwd = temporaryFolder();
  const at = "2026-11-24T12:00:00Z";
  const { record } = specimen("p224");
  const handed = (of: SetRecord, id: number, custodian: string): SetRecord =>
    withEvent(of, { at, type: "reissued", card: { id, issue: 2 }, custodian });
  const one = handed(record, 1, "Hedy");
  const warningOf = async (it: SetRecord): Promise<string | undefined> => {
    writeFileSync(join(cwd, "record.json"), formatRecord(it));
    const { status, stdout } = await dkek(["inspect", "record.json", "--json"], { cwd });
    expect(status).toBe(0);
    return JSON.parse(stdout).warning;
  };
  expect(await warningOf(one)).toBeUndefined();
  expect(await warningOf(handed(one, 3, "Joan"))).toMatch(
    /^WARNING: Ada, Zoë hold no card any more.*cards 1, 3$/,
  );
  expect(await warningOf(handed(one, 3, "Hedy"))).toMatch(
    /^WARNING: Hedy alone knows .*: cards 1, 3; WARNING: Ada, Zoë hold no card/,
  );
});

test("a sheet itself: what to give in its place", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "card.pdf"), "%PDF-1.3\n");
  for (const args of [
    ["inspect", "card.pdf"],
    ["verify", "--card", "card.pdf"],
  ]) {
    expect(await dkek(args, { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/card\.pdf: a PDF[\s\S]*pdftotext/),
    });
  }
});

test("a key backup: which DKEK it needs, what is in it", async () => {
  const cwd = temporaryFolder();
  const file = new URL("../vectors/key-backups.json", import.meta.url);
  const { keyBackups } = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(join(cwd, "key.bin"), Buffer.from(keyBackups[0].fileHex, "hex"));
  const { status, stdout } = await dkek(["inspect", "key.bin"], { cwd });
  expect(status).toBe(0);
  expect(stdout).toContain(keyBackups[0].kcvHex.toUpperCase());
  expect(stdout).toMatch(/ec, 256 bits/);
});

test("what it does not know, and what is damaged", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "letter"), "Dear Sir or Madam");
  writeFileSync(join(cwd, "short.pbe"), Buffer.from(set.pbeHex, "hex").subarray(0, 40));
  const unknown = await dkek(["inspect", "letter"], { cwd });
  expect(unknown).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("nothing that dkek knows"),
  });
  const damaged = await dkek(["inspect", "short.pbe"], { cwd });
  expect(damaged).toMatchObject({ status: 2, stderr: expect.stringContaining("40 bytes") });
});
