import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dkek, quickDkek, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, stockLines, stockSet } from "../support/stock-sets.js";

describe("sets made by sc-hsm-tool, with the full ten million iterations", () => {
  test.each([
    ["shares-3of5", [1, 3, 5], { threshold: null, stockToolCanOpen: true }],
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
      findings: expect.arrayContaining([
        expect.objectContaining({ status: "proven", subject: "set.pbe" }),
      ]),
      ...expected,
    });
    const isSaid = verified.stdout.includes("sc-hsm-tool's own import can't open this set");
    expect(isSaid).toBe(!expected.stockToolCanOpen);
    expect(`${verified.stdout}${verified.stderr}`.toLowerCase()).not.toContain(set.dkekShareHex);
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
      cards: [],
      stockToolCanOpen: null,
    });
  });
});

describe("what is wrong is found wrong (exit status 1)", async () => {
  const set = await quickly(stockSet("shares-3of5"));

  test("a wrong digit: no quorum opens it", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3, 5]);
    writeFileSync(join(cwd, "card-3.txt"), stockLines(set, 3).replace("ce:e5", "ce:e6"));
    const refused = await quickDkek(["verify", "set.pbe", "--json", ...cards], { cwd });
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      ok: false,
      setId: expect.stringMatching(/^[0-9a-f]{64}$/),
      kcv: null,
      cards: [],
      findings: expect.arrayContaining([
        expect.objectContaining({
          status: "wrong",
          subject: "set.pbe",
          text: expect.stringContaining("cards 1, 3, 5 do not open this .pbe file"),
        }),
      ]),
    });
  });

  test("a wrong digit in one of five cards is located; the others, one on standard input, open it", async () => {
    const cwd = temporaryFolder();
    const cards = [...layOutStockSet(cwd, set, [1, 2, 3, 4]), "-"];
    writeFileSync(join(cwd, "card-3.txt"), stockLines(set, 3).replace("ce:e5", "ce:e6"));
    const stdin = stockLines(set, 5);
    const refused = await quickDkek(["verify", "set.pbe", ...cards], { cwd, stdin });
    expect(refused).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^WRONG +card-3.txt \(card 3\): contradicts/m),
    });
    expect(refused.stdout).toMatch(/^proven +set.pbe: opens with cards 1, 2, 4, 5/m);
    expect(refused.stdout).toMatch(/^not proven +the DKEK: .*not compared with anything/m);
  });

  test("one card is too few: known without the derivation", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1]);
    const refused = await quickDkek(["verify", "set.pbe", ...cards], { cwd });
    expect(refused).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("was not opened"),
    });
    expect(refused.stderr).not.toContain("opening the .pbe");
  });

  test("another KCV than the one that was named", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 3, 5]);
    const args = ["verify", "set.pbe", ...cards, "--kcv", "0123456789abcdef"];
    expect(await quickDkek(args, { cwd })).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^WRONG +the DKEK: its KCV is .*, not 0123456789ABCDEF/m),
    });
  });

  test("the right cards for another .pbe", async () => {
    const cwd = temporaryFolder();
    const cards = layOutStockSet(cwd, set, [1, 2, 3, 4]);
    writeFileSync(join(cwd, "set.pbe"), Buffer.from(stockSet("shares-3of12").pbeHex, "hex"));
    const refused = await quickDkek(["verify", "set.pbe", ...cards], { cwd });
    expect(refused).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("belong to another .pbe file"),
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
      "no cards beside it",
    ],
    ["nothing to verify", ["verify"], "nothing to verify"],
    [
      "a KCV that is none",
      ["verify", "set.pbe", "--card", "card-1.txt", "--kcv", "2FE7"],
      "not 16 hex digits",
    ],
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
