import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSet, formatRecord, type SchemeName, withEvent } from "@dkek/ceremony";
import { inlineEngine } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { dkek, quickDkek, temporaryFolder } from "../support/program.js";
import { quickly, quickProgramEngine } from "../support/quick-sets.js";
import { stockLines, stockSet } from "../support/stock-sets.js";
import stock from "../vectors/key-backups.json" with { type: "json" };

/** A set of ours in `set/`, as `dkek create` would have laid it out. */
async function layOut(cwd: string, scheme: SchemeName, total: number): Promise<void> {
  const vector = stockSet(scheme === "p224" ? "p224-tool-pbe" : "shares-3of5");
  const set = await knownSet(await quickly(vector), { scheme, threshold: 2, total });
  layOutKnownSet(cwd, "set", set);
}

const read = (cwd: string, name: string): string => readFileSync(join(cwd, name), "utf8");
const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Every run of hex digits of a card that is long enough to be secret. */
function secretsOf(card: string): string[] {
  const value = /Share value : (\S+)/.exec(card)?.[1]?.replaceAll(":", "") ?? "";
  const proof = card.trim().split(".").at(-2) ?? "";
  expect([value.length, proof.length]).toEqual([56, 56]);
  return [value, proof.toLowerCase()];
}

test("a set of our own: cards alone, a quorum, a wrong digit, and the report", async () => {
  const cwd = temporaryFolder();
  await layOut(cwd, "p224", 3);
  const cards = [1, 2, 3].map((id) => `set/cards/card-${id}.txt`);
  const [one = "", , three = ""] = cards;

  const alone = await quickDkek(["verify", "--record", "set/record.json", "--card", one], { cwd });
  expect(alone).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      /^proven +set.cards.card-1.txt \(card 1\): .*value and blinding are right/m,
    ),
  });
  expect(alone.stderr).not.toContain("opening");
  expect(alone.stdout).toMatch(/fingerprint with a printed one:\n {16}\w+ \w+/);
  expect(alone.stdout).toMatch(/\nnothing is wrong\n$/);
  const piped = ["verify", "--record", "set/record.json", "--card", "-"];
  expect(await quickDkek(piped, { cwd, stdin: read(cwd, three) })).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^proven +standard input \(card 3\)/m),
  });

  const quorum = ["verify", "set/dkek.pbe", "--card", one, three, "--report", "report"];
  const verified = await quickDkek([...quorum, "--json"], { cwd });
  expect(verified.status).toBe(0);
  const result = JSON.parse(verified.stdout);
  expect(result).toMatchObject({ ok: true, cards: [1, 3], threshold: 2 });
  const report = JSON.parse(read(cwd, "report.json"));
  // Also the record that lies beside the .pbe.
  const files = ["set/dkek.pbe", "set/record.json"].map((path) => ({
    path,
    sha256: sha256(readFileSync(join(cwd, path))),
  }));
  expect(report).toMatchObject({ ...result, files });
  const markdown = read(cwd, "report.md");
  for (const { path, sha256 } of files) {
    expect(markdown).toContain(path);
    expect(markdown).toContain(sha256);
  }
  expect(markdown).toMatch(/^Result: \*\*nothing is wrong\*\*$/m);
  expect(markdown).toContain("Pedersen");
  for (const unused of ["salt", "Key backup"]) expect(markdown).not.toContain(unused);

  const written = [verified.stdout, verified.stderr, markdown, read(cwd, "report.json")]
    .join()
    .toLowerCase();
  for (const card of cards) {
    for (const secret of secretsOf(read(cwd, card))) {
      expect(written).not.toContain(secret);
      expect(written).not.toContain(BigInt(`0x${secret}`).toString());
    }
    expect(written).not.toContain(sha256(read(cwd, card)));
  }

  // Nothing is overwritten, and nobody waits to hear it.
  const again = await quickDkek(quorum, { cwd });
  expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining("exists already") });
  expect(again.stderr).not.toContain("opening");

  const digits = read(cwd, one).split("Share value : ");
  const [, rest = ""] = digits;
  // The lines alone, without the code that would contradict them.
  const bareLines = `${digits[0]}Share value : ${rest.split("\n")[0]}\n`;
  const [first = ""] = rest;
  const other = first === "0" ? "1" : "0";
  writeFileSync(join(cwd, "bare.txt"), bareLines.replace(`value : ${first}`, `value : ${other}`));
  const wrong = ["verify", "--record", "set/record.json", "--card", "bare.txt", ...cards.slice(1)];
  expect(await quickDkek([...wrong, "--report", "wrong"], { cwd })).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^WRONG +bare.txt \(card 1\): does not fit/),
  });
  expect(read(cwd, "wrong.md")).toContain("**NOT RIGHT**");

  // A .pbe that was damaged, beside its record.
  cpSync(join(cwd, "set"), join(cwd, "copy"), { recursive: true });
  const damaged = readFileSync(join(cwd, "copy/dkek.pbe"));
  damaged[20] = (damaged[20] ?? 0) ^ 1;
  writeFileSync(join(cwd, "copy/dkek.pbe"), damaged);
  const beside = ["verify", "copy/dkek.pbe", "--card", "copy/cards/card-1.txt"];
  expect(await quickDkek(beside, { cwd })).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("beside it is not this file's record"),
  });
  expect(await quickDkek([...beside, "--record", "copy/record.json"], { cwd })).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^WRONG +copy.dkek.pbe: is not the .pbe file of/m),
  });
  expect(readdirSync(cwd).sort()).toEqual(
    ["bare.txt", "copy", "report.json", "report.md", "set", "wrong.json", "wrong.md"].sort(),
  );
});

test("a damaged .pbe opens to a wrong share: its record beside it shows it", async () => {
  const cwd = temporaryFolder();
  await layOut(cwd, "sc-hsm", 2);
  const damaged = readFileSync(join(cwd, "set/dkek.pbe"));
  damaged[20] = (damaged[20] ?? 0) ^ 1;
  writeFileSync(join(cwd, "set/dkek.pbe"), damaged);
  const bare = (id: number): string => {
    const lines = read(cwd, `set/cards/card-${id}.txt`).split("\n");
    return lines.filter((text) => /^(Prime|Share ID|Share value) *:/.test(text)).join("\n");
  };
  for (const id of [1, 2]) writeFileSync(join(cwd, `${id}.txt`), `${bare(id)}\n`);
  const verified = await quickDkek(["verify", "set/dkek.pbe", "--card", "1.txt", "2.txt"], { cwd });
  expect(verified.stdout).toMatch(/^proven +set.dkek.pbe: opens with cards 1, 2 together/m);
  expect(verified).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^WRONG +set.dkek.pbe: .*beside it is not this file's record/),
  });
});

test("one bare card alone: nothing is shown, and its file's name can't move the cursor", async () => {
  const cwd = temporaryFolder();
  const name = "b\u001b[2J.txt";
  writeFileSync(join(cwd, name), stockLines(stockSet("shares-3of5"), 1));
  const alone = await dkek(["verify", "--card", name, "--report", "report"], { cwd });
  expect(alone.status).toBe(0);
  expect(alone.stdout).not.toContain("\u001b");
  expect(alone.stdout).toMatch(/\nnothing wrong was found, but 1 thing is NOT proven\n$/);
  expect(read(cwd, "report.md")).not.toContain("Pedersen");
});

test("a .pbe alone is not wrong, only not opened", async () => {
  const cwd = temporaryFolder();
  const pbe = Buffer.concat([Buffer.from("Salted__"), Buffer.alloc(56, 7)]);
  writeFileSync(join(cwd, "dkek.pbe"), pbe);
  const alone = await dkek(["verify", "dkek.pbe", "--report", "report"], { cwd });
  expect(alone.status).toBe(0);
  expect(alone.stdout).toMatch(/^not proven +dkek.pbe: was not opened/m);
  expect(alone.stdout).toMatch(/\nnothing wrong was found, but 1 thing is NOT proven\n$/);
  expect(read(cwd, "report.md")).toContain(
    "**nothing wrong was found, but 1 thing is NOT proven**",
  );
  const report = JSON.parse(read(cwd, "report.json"));
  expect(report).toMatchObject({ ok: false, verdict: "not-proven", notProven: ["dkek.pbe"] });
});

test("key backups of the real tool, and files that are none, in one call", async () => {
  const cwd = temporaryFolder();
  const [vector] = stock.keyBackups;
  if (vector === undefined) throw new Error("no vector");
  const file = Buffer.from(vector.fileHex, "hex");
  const damaged = Buffer.from(file);
  damaged[200] = (damaged[200] ?? 0) ^ 1;
  const files = { "good.bin": file, "bad.bin": damaged, "short.bin": file.subarray(0, 99) };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);

  using share = SecretBytes.own(Buffer.from(vector.dkekHex, "hex"));
  using password = SecretBytes.own(Buffer.from("correct horse"));
  const pbe = await quickProgramEngine.seal(share, password, Buffer.alloc(8, 3));
  writeFileSync(join(cwd, "dkek.pbe"), pbe);
  const opening = ["verify", "dkek.pbe", "--password-fd", "0", "--report", "report"];
  const checked = await quickDkek([...opening, "--backup", ...Object.keys(files)], {
    cwd,
    stdin: "correct horse\n",
  });
  expect(checked.status).toBe(1);
  expect(checked.stdout).toMatch(/^proven +good.bin: ec key 256, label "ca ec": .*would restore/m);
  expect(checked.stdout).toMatch(/^not proven +good.bin: not protected .*key description/m);
  expect(checked.stdout).toMatch(/^WRONG +bad.bin: .*damaged, it would not restore/m);
  expect(checked.stdout).toMatch(/^WRONG +short.bin: would not restore: /m);
  const written = `${checked.stdout}${read(cwd, "report.md")}${read(cwd, "report.json")}`;
  expect(written).toContain(sha256(damaged));
  expect(written.toLowerCase()).not.toContain(vector.dkekHex);
  expect(written).not.toContain("correct horse");
});

test("a byte that nothing protects is found by the report of an earlier audit", async () => {
  const cwd = temporaryFolder();
  const file = Buffer.from(stock.keyBackups[0]?.fileHex ?? "", "hex");
  writeFileSync(join(cwd, "key.bin"), file);
  const first = await dkek(["verify", "--backup", "key.bin", "--report", "2026"], { cwd });
  expect(first.status).toBe(0);
  const again = ["verify", "--backup", "key.bin", "--since", "2026.json"];
  expect(await dkek(again, { cwd })).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^proven +key.bin: is byte for byte what it was/m),
  });
  // In the label, which no checksum and no signature covers.
  file[347] = (file[347] ?? 0) ^ 1;
  writeFileSync(join(cwd, "key.bin"), file);
  expect(await dkek(again, { cwd })).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^WRONG +key.bin: has changed since the audit of/m),
  });
});

test("a record that has grown since an earlier audit is no other one; what is missing is said", async () => {
  const cwd = temporaryFolder();
  const sharing = { scheme: "sc-hsm", threshold: 2, total: 2 } as const;
  using made = await createSet(sharing, {
    engine: inlineEngine({ iterations: 3 }),
    program: "test",
  });
  const event = { at: "2026-01-01T00:00:00.000Z", type: "noted", text: "moved" } as const;
  writeFileSync(join(cwd, "record.json"), formatRecord(made.record));
  writeFileSync(join(cwd, "key.bin"), Buffer.from(stock.keyBackups[0]?.fileHex ?? "", "hex"));
  const record = ["verify", "--record", "record.json"];
  await dkek([...record, "--backup", "key.bin", "--report", "2026"], { cwd });
  writeFileSync(join(cwd, "record.json"), formatRecord(withEvent(made.record, event)));
  const { stdout } = await dkek([...record, "--since", "2026.json", "--report", "2027"], { cwd });
  expect(stdout).toMatch(/^proven +record.json: has grown by 1 event since the audit of/m);
  expect(stdout).toMatch(/^not proven +key.bin: was there at the audit of .*not given now$/m);
  writeFileSync(join(cwd, "record.json"), formatRecord(made.record));
  expect(await dkek([...record, "--since", "2027.json"], { cwd })).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^WRONG +record.json: has changed since .* has not grown from/m),
  });
});
