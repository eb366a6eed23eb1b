import { checkPrimeSync, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSet, formatCardText } from "@dkek/ceremony";
import { inlineEngine, parsePbe } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { describe, expect, test } from "vitest";
import { type Outcome, run, temporaryFolder } from "../support/program.js";
import { layOutStockSet, type StockSet, stockLines, stockSet } from "../support/stock-sets.js";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const SCRIPT = join(DOCS, "recover.py");
const script = readFileSync(SCRIPT, "utf8");
const page = readFileSync(join(DOCS, "RECOVERY-BY-HAND.md"), "utf8");
const blocks = [...page.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? "");

/** Runs the script as the page says. */
function recover(args: readonly string[], cwd: string, stdin = ""): Promise<Outcome> {
  return run("python3", [SCRIPT, ...args], { cwd, stdin });
}

/**
 * The script and its files with fewer iterations than real ones have, where the rest of it is what is
 * tested: Python takes 15 seconds and more for all ten million.
 */
const QUICK_ITERATIONS = 1000;
const quickEngine = inlineEngine({ iterations: QUICK_ITERATIONS });

function recoverQuickly(args: readonly string[], cwd: string, stdin = ""): Promise<Outcome> {
  const [before, after, ...more] = script.split("range(10_000_000)");
  if (after === undefined || more.length > 0) throw new Error("where are the iterations?");
  writeFileSync(join(cwd, "quick.py"), `${before}range(${QUICK_ITERATIONS})${after}`);
  return run("python3", ["quick.py", ...args], { cwd, stdin });
}

/** Seals the DKEK share of a stock set again, with the same password and salt. */
async function sealQuickly(set: StockSet, folder: string): Promise<void> {
  using share = SecretBytes.own(Buffer.from(set.dkekShareHex, "hex"));
  using password = SecretBytes.own(Buffer.from(set.passwordHex, "hex"));
  const { salt } = parsePbe(Buffer.from(set.pbeHex, "hex"));
  writeFileSync(join(folder, "set.pbe"), await quickEngine.seal(share, password, salt));
}

/** Asks a function of the script; `code` has the input in `given` and prints JSON. */
async function ask(code: string, given: unknown): Promise<unknown> {
  const program = `import json, recover\ngiven = json.load(open(0))\n${code}`;
  const env = { PYTHONPATH: DOCS, PYTHONDONTWRITEBYTECODE: "1" };
  const answer = await run("python3", ["-c", program], {
    cwd: temporaryFolder(),
    stdin: JSON.stringify(given),
    env,
  });
  expect(answer).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(answer.stdout);
}

/** Asks what passwords the numbers on these cards may stand for: pairs of form and hex. */
function passwordsOf(
  prime: string,
  cards: readonly (readonly [id: number, value: string])[],
): Promise<unknown> {
  const code = [
    "prime = int(given['prime'], 16)",
    "points = [(x, int(y.replace(':', ''), 16)) for x, y in given['cards']]",
    "found = recover.passwords(prime, recover.combine(prime, points))",
    "print(json.dumps([(form, password.hex()) for form, password in found]))",
  ].join("\n");
  return ask(code, { prime, cards });
}

/** Lays out a stock set, and gives back the arguments of the script. */
function layOut(folder: string, set: StockSet, ids: readonly number[]): string[] {
  return ["set.pbe", ...layOutStockSet(folder, set, ids).slice(1)];
}

describe("the page", () => {
  test("shows the script as it is", () => {
    expect(blocks.at(-1)).toBe(script);
  });

  test("the script can be typed: plain ASCII, short lines, no tabs", () => {
    for (const line of script.split("\n")) expect(line).toMatch(/^[ -~]{0,79}$/);
  });

  test("its example runs as it says", async () => {
    const [base64 = "", ...rest] = blocks;
    const cards = rest.slice(0, 3);
    const expected = rest[3] ?? "";
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "try.txt"), base64);
    const names = ["try-card-1.txt", "try-card-3.txt", "try-card-5.txt"];
    for (const [i, name] of names.entries()) writeFileSync(join(cwd, name), cards[i] ?? "");
    const command = `python3 recover.py try.txt ${names.join(" ")}`;
    expect(page).toContain(`\`${command}\` must say:`);

    const set = stockSet("shares-3of5");
    expect(Buffer.from(base64, "base64").toString("hex")).toBe(set.pbeHex);
    expect(expected).toContain(`KCV: ${set.kcvHex.toUpperCase()}\n`);
    expect(await recover(["try.txt", ...names], cwd)).toMatchObject({
      status: 0,
      stdout: expected,
    });
  });

  test("its script for several DKEK shares tells the HSM's KCV", async () => {
    const file = new URL("../vectors/multi-dkek.json", import.meta.url);
    const [set] = JSON.parse(readFileSync(file, "utf8")).multiDkek;
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "xor.py"), blocks[5] ?? "");
    const stdin = [...set.dkekSharesHex, "", ""].join("\n");
    const said = await run("python3", ["xor.py"], { cwd, stdin });
    expect(said).toMatchObject({ status: 0, stderr: "" });
    expect(said.stdout.endsWith(`KCV: ${set.kcvHex.toUpperCase()}\n`)).toBe(true);
  });

  test("the numbers of its example are right, says OpenSSL", () => {
    const numbers = Object.fromEntries(
      (blocks[6] ?? "")
        .trim()
        .split("\n")
        .map((line) => line.split(/ +/)),
    ) as Record<string, string>;
    const set = stockSet("shares-3of5");
    const pbe = Buffer.from(set.pbeHex, "hex");
    const key = Buffer.from(`${numbers["D1"]}${numbers["D2"]}`, "hex");
    const iv = Buffer.from(numbers["D3"] ?? "", "hex");
    const aes = createDecipheriv("aes-256-cbc", key, iv).setAutoPadding(false);
    const plain = Buffer.concat([aes.update(pbe.subarray(16)), aes.final()]);
    expect(plain.toString("hex")).toBe(numbers["share"] + "10".repeat(16));
    expect(numbers).toMatchObject({
      number: set.passwordHex,
      password: set.passwordHex,
      salt: pbe.toString("hex", 8, 16),
      share: set.dkekShareHex,
      KCV: set.kcvHex,
    });
  });
});

describe("the script opens", () => {
  test("a p224 set of ours, typed at its prompts", async () => {
    const cwd = temporaryFolder();
    using made = await createSet(
      { scheme: "p224", threshold: 2, total: 3 },
      { engine: quickEngine, program: "test" },
    );
    writeFileSync(join(cwd, "dkek.pbe"), made.pbe);
    const lines = made.cards.filter(({ id }) => id !== 2).map(formatCardText);
    const typed = lines.map((text) => ({
      prime: field(text, "Prime"),
      card: [field(text, "Share ID"), field(text, "Share value")],
    }));
    const answers = [typed[0]?.prime, ...typed.flatMap(({ card }) => card), "", ""];
    const said = await recoverQuickly(["dkek.pbe"], cwd, answers.join("\n"));
    const kcv = `KCV: ${made.record.set.dkekShare.kcv}\n`;
    expect(said).toMatchObject({ status: 0, stdout: expect.stringContaining(kcv) });
    expect(said.stdout).toContain("YES, these cards open it (as it is).");
    expect(said.stdout).toContain(`file: ${createHash("sha256").update(made.pbe).digest("hex")}\n`);
  });

  test("an sc-hsm set of ours, from its card files", async () => {
    const cwd = temporaryFolder();
    using made = await createSet(
      { scheme: "sc-hsm", threshold: 2, total: 3 },
      { engine: quickEngine, program: "test" },
    );
    writeFileSync(join(cwd, "dkek.pbe"), made.pbe);
    const files = made.cards.slice(1).map((card) => {
      writeFileSync(join(cwd, `card-${card.id}.txt`), formatCardText(card));
      return `card-${card.id}.txt`;
    });
    const said = await recoverQuickly(["dkek.pbe", ...files], cwd);
    const kcv = `KCV: ${made.record.set.dkekShare.kcv}\n`;
    expect(said).toMatchObject({ status: 0, stdout: expect.stringContaining(kcv) });
  });

  test("what sc-hsm-tool itself can't: a password that begins with 00", async () => {
    const set = stockSet("lz1-leading-zero");
    const cwd = temporaryFolder();
    const args = layOut(cwd, set, [1, 3]);
    await sealQuickly(set, cwd);
    const said = await recoverQuickly([...args, "--show-share"], cwd);
    expect(said).toMatchObject({ status: 0 });
    expect(said.stdout.split("\n").slice(1)).toEqual([
      "YES, these cards open it (leading zeros kept).",
      `KCV: ${set.kcvHex.toUpperCase()}`,
      `password: ${set.passwordHex}`,
      `DKEK share: ${set.dkekShareHex}`,
      "",
    ]);
  });

  test("a set whose prime is below its password, as before 2016", async () => {
    // Cards made here, for a .pbe whose password is at hand: a prime below it, and a polynomial
    // through the password reduced by that prime.
    const set = stockSet("p168-hand");
    const password = BigInt(`0x${set.passwordHex}`);
    let prime = password - 12_346n;
    while (!checkPrimeSync(prime)) prime -= 1n;
    const cwd = temporaryFolder();
    await sealQuickly(set, cwd);
    const slope = BigInt(`0x${randomBytes(20).toString("hex")}`);
    const cards = [4n, 10n].map((id) => ({ id, value: (password - prime + slope * id) % prime }));
    const text = cards.map(({ id, value }) =>
      [
        `Prime       : ${prime.toString(16)}`,
        `Share ID    : ${id}`,
        `Share value : ${value.toString(16)}`,
      ].join("\r\n"),
    );
    // Both in one file, as a copy of the whole screen has them.
    writeFileSync(join(cwd, "screen.txt"), `\ufeff${text.join("\r\n\r\n")}`);
    const said = await recoverQuickly(["set.pbe", "screen.txt"], cwd);
    expect(said).toMatchObject({ status: 0 });
    expect(said.stdout).toContain("(plus prime)");
    expect(said.stdout).toContain(`KCV: ${set.kcvHex.toUpperCase()}\n`);
    expect(said.stdout).not.toContain(set.passwordHex);
    expect(said.stdout).not.toContain(set.dkekShareHex);
  });
});

describe("the script says no", () => {
  const set = stockSet("shares-3of5");

  test("to a wrong digit", async () => {
    const cwd = temporaryFolder();
    const args = layOut(cwd, set, [1, 3, 5]);
    await sealQuickly(set, cwd);
    writeFileSync(join(cwd, "card-3.txt"), stockLines(set, 3).replace("ce:e5", "ce:e6"));
    const said = await recoverQuickly([...args, "--show-share"], cwd);
    expect(said).toMatchObject({
      status: 1,
      stdout: expect.not.stringContaining("KCV"),
      stderr: expect.stringMatching(/\nNO, these cards do not open this \.pbe file\.\n$/),
    });
  });

  test.each([
    ["a wrong prime", "dd:3c:21", "dd:3c:22", "card 3: the prime is mistyped"],
    ["another set's prime", "dd:3c:21:e9:52:04:18:6b", "e5443f9f4129dd0b", "card 3: of another"],
    ["a card twice", "ID    : 3", "ID    : 1", "card 1: of another set, or given twice"],
    ["ID 0", "ID    : 3", "ID    : 0", "card 0: ID or value"],
    ["a value too large", "ce:e5", "fe:e5", "card 3: ID or value"],
    ["a letter", "ce:e5", "ce:eO", "the value of card 3 is not a number"],
    ["a line that is missing", "Share value", "", "card-3.txt: needs lines"],
  ])("at once to %s", async (_name, right, wrong, message) => {
    const cwd = temporaryFolder();
    const args = layOut(cwd, set, [1, 3, 5]);
    writeFileSync(join(cwd, "card-3.txt"), stockLines(set, 3).replace(right, wrong));
    const said = await recover(args, cwd);
    expect(said).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
    expect(said.stderr).not.toContain("Traceback");
  });

  test.each([
    ["a short file", Buffer.from(set.pbeHex, "hex").subarray(0, 63)],
    ["base64 that is not complete", "U2FsdGVkX18GQQ72VB5bX"],
    ["something else", "Prime: 11"],
  ])("at once to %s", async (_name, content) => {
    const cwd = temporaryFolder();
    const args = layOut(cwd, set, [1]);
    writeFileSync(join(cwd, "set.pbe"), content);
    const said = await recover(args, cwd);
    expect(said).toMatchObject({ status: 1, stderr: expect.stringContaining(".pbe file") });
    expect(said.stderr).not.toContain("Traceback");
  });
});

describe("the script's arithmetic", () => {
  test.each([
    ["shares-3of5", [1, 3, 5], "as it is"],
    ["shares-3of5", [5, 2, 4, 1, 3], "as it is"],
    ["shares-3of12", [10, 11, 12], "as it is"],
    ["p224-tool-pbe", [2, 3, 5], "as it is"],
    ["lz1-leading-zero", [2, 3], "leading zeros kept"],
    ["lz1-stripped", [1, 2], "leading zeros dropped"],
  ])("finds the password of %s from cards %j", async (name, ids, form) => {
    const set = stockSet(name);
    const cards = ids.map((id) => {
      const share = set.shares.find((candidate) => candidate.id === id);
      return [id, share?.valueDisplayed ?? ""] as const;
    });
    expect(await passwordsOf(set.primeHex, cards)).toContainEqual([form, set.passwordHex]);
  });

  test("tries only what the number can stand for", async () => {
    // Two cards with the same value: a polynomial of degree 0, so the number is that value.
    const forms = (value: string): Promise<unknown> =>
      passwordsOf("de0a0bf64d7993d7", [
        [1, value],
        [2, value],
      ]);
    expect(await forms("7854e6553b44d77d")).toEqual([["as it is", "7854e6553b44d77d"]]);
    expect(await forms("00000102030405ff")).toEqual([
      ["leading zeros kept", "00000102030405ff"],
      ["leading zeros dropped", "0102030405ff"],
      ["plus prime", "de0a0cf8507d99d6"],
    ]);
    expect(await forms("21f5f409b2866c28")).toContainEqual(["plus prime", "ffffffffffffffff"]);
    expect(await forms("21f5f409b2866c29")).toEqual([["as it is", "21f5f409b2866c29"]]);
  });

  test("decrypts a block as OpenSSL does", async () => {
    const inputs = Array.from({ length: 50 }, () => [randomBytes(32), randomBytes(16)] as const);
    const code = [
      "blocks = [recover.decrypt_block(bytes.fromhex(k), bytes.fromhex(b)) for k, b in given]",
      "print(json.dumps([bytes(block).hex() for block in blocks]))",
    ].join("\n");
    const decrypted = await ask(
      code,
      inputs.map(([key, block]) => [key.toString("hex"), block.toString("hex")]),
    );
    expect(decrypted).toEqual(
      inputs.map(([key, block]) => {
        const aes = createDecipheriv("aes-256-ecb", key, null).setAutoPadding(false);
        return Buffer.concat([aes.update(block), aes.final()]).toString("hex");
      }),
    );
  });
});

/** What a line of a card says. */
function field(card: string, label: string): string {
  const line = card.split("\n").find((candidate) => candidate.startsWith(label)) ?? "";
  return line.slice(line.indexOf(":") + 1).trim();
}
