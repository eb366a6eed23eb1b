import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dkek, temporaryFolder } from "../support/program.js";
import { layOutStockSet, type StockSet, stockLines, stockSet } from "../support/stock-sets.js";

describe("sets made by sc-hsm-tool", () => {
  test.each([
    ["shares-3of5", [1, 3, 5], { threshold: null, stockToolCanOpen: true }],
    ["shares-3of5", [1, 2, 3, 4], { threshold: 3, stockToolCanOpen: true }],
    ["shares-3of12", [10, 11, 12], { threshold: null, stockToolCanOpen: true }],
    ["lz1-leading-zero", [1, 3], { threshold: null, stockToolCanOpen: false }],
    ["lz1-stripped", [1, 2, 3], { threshold: 2, stockToolCanOpen: true }],
    ["p224-tool-pbe", [2, 3, 5], { threshold: null, stockToolCanOpen: true }],
  ])("%s opens with cards %j", async (name, ids, expected) => {
    const cwd = temporaryFolder();
    const set = stockSet(name);
    const cards = layOutStockSet(cwd, set, ids);
    const verified = await dkek(["verify", "set.pbe", "--json", ...cards], { cwd });
    expect(verified.status).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      ok: true,
      kcv: set.kcvHex.toUpperCase(),
      cards: ids,
      record: null,
      ...expected,
    });
    expect(`${verified.stdout}${verified.stderr}`.toLowerCase()).not.toContain(set.dkekShareHex);
  });

  test("what the stock tool can't open is said in words, too", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, stockSet("lz1-leading-zero"), [1, 2]);
    const verified = await dkek(["verify", "set.pbe", ...cards], { cwd });
    expect(verified).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("sc-hsm-tool's own import can't open this set"),
    });
  });

  test("a .pbe with a password opens with it", async () => {
    const cwd = temporaryFolder();
    const set = stockSet("password");
    layOutStockSet(cwd, set, []);
    const stdin = Buffer.from(set.passwordHex, "hex");
    const verified = await dkek(["verify", "set.pbe", "--password-fd", "0", "--json"], {
      cwd,
      stdin,
    });
    expect(JSON.parse(verified.stdout)).toMatchObject({
      ok: true,
      kcv: set.kcvHex.toUpperCase(),
      cards: null,
    });
  });

  test("one card may come on standard input", async () => {
    const cwd = temporaryFolder();
    const set = stockSet("lz1-stripped");
    const cards = layOutStockSet(cwd, set, [1]);
    const verified = await dkek(["verify", "set.pbe", ...cards, "-"], {
      cwd,
      stdin: stockLines(set, 2),
    });
    expect(verified).toMatchObject({ status: 0 });
  });
});

describe("a wrong quorum is found wrong (exit status 1)", () => {
  const set = stockSet("shares-3of5");

  test("a wrong digit", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3, 5]);
    writeFileSync(join(cwd, "card-3.txt"), stockLines(set, 3).replace("ce:e5", "ce:e6"));
    const refused = await dkek(["verify", "set.pbe", "--json", ...cards], { cwd });
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("cards 1, 3, 5 do not open this .pbe file"),
    });
    expect(JSON.parse(refused.stdout)).toMatchObject({
      ok: false,
      setId: expect.stringMatching(/^[0-9a-f]{64}$/),
      kcv: null,
      error: { code: "wrong-quorum" },
    });
  });

  test("too few, without and with a record", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3]);
    const args = ["verify", "set.pbe", "--json", ...cards];
    const slow = await dkek(args, { cwd });
    expect(JSON.parse(slow.stdout).error).toMatchObject({ code: "wrong-quorum" });

    const record = recordOf(set, JSON.parse(slow.stdout).setId);
    writeFileSync(join(cwd, "record.json"), JSON.stringify(record));
    const refused = await dkek(args, { cwd });
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("2 cards of the 3 that are needed"),
    });
    // Known without the derivation.
    expect(refused.stderr).not.toContain("opening the .pbe");
  });

  test.each<[string, { sharing?: object; dkekShare?: object }, string]>([
    ["another prime", { sharing: { prime: "e5443f9f4129dd0b" } }, "another prime"],
    ["fewer cards", { sharing: { total: 3 } }, "none with the ID 5"],
    ["another KCV", { dkekShare: { kcv: "0123456789ABCDEF" } }, "the KCV 0123456789ABCDEF"],
  ])("a record that tells of %s", async (_what, change, message) => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3, 5]);
    const setId = createHash("sha256").update(Buffer.from(set.pbeHex, "hex")).digest("hex");
    const record = recordOf(set, setId);
    const changed = {
      ...record,
      sharing: { ...record.sharing, ...change.sharing },
      dkekShare: { ...record.dkekShare, ...change.dkekShare },
    };
    writeFileSync(join(cwd, "record.json"), JSON.stringify(changed));
    const refused = await dkek(["verify", "set.pbe", ...cards], { cwd });
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
  });

  test("a card of another set", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3, 5]);
    writeFileSync(join(cwd, "card-5.txt"), stockLines(stockSet("shares-3of12"), 5));
    const refused = await dkek(["verify", "set.pbe", ...cards], { cwd });
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("another prime") });
  });

  test("a card twice", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3]);
    const refused = await dkek(["verify", "set.pbe", ...cards, "card-3.txt"], { cwd });
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("share ID 3 was given twice"),
    });
  });

  test("the right cards for another .pbe", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 2, 3, 4]);
    writeFileSync(join(cwd, "set.pbe"), Buffer.from(stockSet("shares-3of12").pbeHex, "hex"));
    const refused = await dkek(["verify", "set.pbe", ...cards], { cwd });
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("belong to another .pbe file"),
    });
  });
});

describe("input that can't be read (exit status 2)", () => {
  const set = stockSet("shares-3of5");

  test.each([
    [
      "no such file",
      ["verify", "nothing.pbe", "--card", "card-1.txt"],
      "nothing.pbe: no such file",
    ],
    ["a folder", ["verify", "folder", "--card", "card-1.txt"], "it is a folder"],
    ["a truncated .pbe", ["verify", "short.pbe", "--card", "card-1.txt"], "short.pbe"],
    ["a .pbe with more behind it", ["verify", "long.pbe", "--card", "card-1.txt"], "long.pbe"],
    ["something else", ["verify", "card-1.txt", "--card", "card-1.txt"], "card-1.txt"],
    ["a card that is none", ["verify", "set.pbe", "--card", "set.pbe"], "set.pbe: "],
    [
      "a letter in a card",
      ["verify", "set.pbe", "--card", "letter.txt"],
      "letter.txt: line 3: share value: digit 4",
    ],
    [
      "a record that is none",
      ["verify", "set.pbe", "--record", "card-1.txt", "--card", "card-1.txt"],
      "not JSON",
    ],
    [
      "cards and a password",
      ["verify", "set.pbe", "--password-fd", "0", "--card", "card-1.txt"],
      "not with both",
    ],
    ["nobody to ask for cards", ["verify", "set.pbe"], "--card FILE"],
    ["nobody to ask for a password", ["verify", "set.pbe", "--password"], "--password-fd"],
    ["standard input twice", ["verify", "set.pbe", "--card", "-", "-"], "only once"],
    ["a large file", ["verify", "large", "--card", "card-1.txt"], "larger than anything"],
  ])("%s", async (_name, args, message) => {
    const cwd = temporaryFolder();
    layOutStockSet(cwd, set, [1]);
    const pbe = Buffer.from(set.pbeHex, "hex");
    writeFileSync(join(cwd, "short.pbe"), pbe.subarray(0, 63));
    writeFileSync(join(cwd, "long.pbe"), Buffer.concat([pbe, Buffer.from("\n")]));
    writeFileSync(join(cwd, "letter.txt"), stockLines(set, 1).replace("d7:1c", "d7:1O"));
    writeFileSync(join(cwd, "large"), Buffer.alloc(2_000_000));
    mkdirSync(join(cwd, "folder"));
    const refused = await dkek(args, { cwd, stdin: stockLines(set, 1) });
    expect(refused).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining(message),
    });
  });
});

function recordOf(set: StockSet, setId: string) {
  return {
    version: 0,
    setId,
    label: "",
    created: "2026-11-23T12:00:00.000Z",
    sharing: { scheme: "sc-hsm", prime: set.primeHex, threshold: 3, total: 5 },
    dkekShare: { index: 1, of: 1, kcv: set.kcvHex.toUpperCase() },
    imports: [],
  };
}
