// A new DKEK after an old one, step by step with options: the key backups are re-wrapped for it, and nothing
// counts before its cards have opened its file and its DKEK restores every one of them.
import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parseRecord, type RecordEvent, type SetRecord } from "@dkek/ceremony";
import { parsePendingSet } from "@dkek/ceremony/reissue";
import { parseKeyBackup } from "@dkek/dkek-file/key-backup";
import { expect, test } from "vitest";
import {
  ecRequest,
  keyBackup,
  keyBlob,
  keyDescription,
  plainAesKey,
  plainFields,
  rsaRequest,
} from "../support/key-backups.js";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { oldFiles } from "../support/old-files.js";
import { type Outcome, quickDkek, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, stockSet } from "../support/stock-sets.js";

const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");
const recordAt = (...path: readonly string[]): SetRecord => parseRecord(read(...path));
const typesOf = ({ events }: SetRecord): RecordEvent["type"][] => events.map(({ type }) => type);
const json = ({ stdout }: Outcome): Record<string, unknown> => JSON.parse(stdout);
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
const newCards = (...ids: readonly number[]): string[] =>
  ids.map((id) => `new/cards/card-${id}.txt`);

const EC = ecRequest("secp384r1");
const RSA = rsaRequest(1024);

function ecBackup(dkek: Uint8Array): Buffer {
  const blob = keyBlob(dkek, "ec", { plain: plainFields(384, ...EC.fields) });
  return keyBackup(blob, keyDescription({ tag: 0xa0, bits: 384, label: "root | CA" }), EC.request);
}

/** Key backups of three kinds, two of them of the same name, under a DKEK. @returns their paths. */
function layOutBackups(cwd: string, dkek: Uint8Array): string[] {
  const rsa = keyBlob(dkek, "rsa", { plain: plainFields(1024, ...RSA.fields.rsa) });
  const files = {
    "a/key-1.bin": ecBackup(dkek),
    "a/key-2.bin": keyBackup(rsa, keyDescription({ tag: 0x30, bits: 1024 }), RSA.request),
    "b/key-1.bin": keyBackup(keyBlob(dkek, "aes", { plain: plainAesKey(randomBytes(32)) })),
  };
  mkdirSync(join(cwd, "a"));
  mkdirSync(join(cwd, "b"));
  for (const [path, bytes] of Object.entries(files)) writeFileSync(join(cwd, path), bytes);
  return Object.keys(files);
}

test("after a DKEK of two shares: its key backups are restored by the new DKEK, and both records say so", async () => {
  const cwd = temporaryFolder();
  const vectors = [
    await quickly(stockSet("p224-tool-pbe")),
    await quickly(stockSet("shares-3of5")),
  ] as const;
  const [first, second] = await Promise.all([
    knownSet(vectors[0], {
      scheme: "p224",
      threshold: 2,
      total: 3,
      dkekShare: { index: 1, of: 2 },
    }),
    knownSet(vectors[1], {
      scheme: "sc-hsm",
      threshold: 2,
      total: 3,
      dkekShare: { index: 2, of: 2 },
    }),
  ]);
  const cards = [
    ...layOutKnownSet(cwd, "one", first)(1, 3),
    ...layOutKnownSet(cwd, "two", second)(2, 3),
  ];
  const pbes = ["one/dkek.pbe", "two/dkek.pbe"];
  const [a = Buffer.alloc(0), b = Buffer.alloc(0)] = vectors.map(({ dkekShareHex }) =>
    Buffer.from(dkekShareHex, "hex"),
  );
  const oldDkek = a.map((byte, place) => byte ^ (b[place] ?? 0));
  const backups = layOutBackups(cwd, oldDkek);
  writeFileSync(join(cwd, "stranger.bin"), ecBackup(Buffer.alloc(32, 7)));
  const before = oldFiles(cwd);
  const reissue = (files: readonly string[], ...args: readonly string[]): Promise<Outcome> =>
    quickDkek(["reissue", ...files, ...args], { cwd });
  const wanted = ["--new-dkek", "--threshold", "2", "--total", "2", "--out", "new"];
  const make = (files: readonly string[], ...args: readonly string[]): Promise<Outcome> =>
    reissue(files, ...wanted, "--format", "text", ...args);

  // What is wrong is told before anything is made; what needs no card, before anybody brings one.
  for (const [files, args, says] of [
    [pbes, ["--backup", ...backups], "--expose-keys"],
    [pbes.slice(0, 1), ["--expose-keys", "--backup", ...backups], "one of the old DKEK's 2 shares"],
    [pbes, ["--expose-keys", "--share", "1/2"], "--share is not for --new-dkek"],
    [
      pbes,
      ["--expose-keys", "--backup", "stranger.bin", ...backups, "--card", ...cards],
      "stranger.bin: under another DKEK",
    ],
  ] as const) {
    const refused = await make(files, ...args);
    expect(refused).toMatchObject({ stdout: "" });
    expect(refused.status).toBeGreaterThan(0);
    expect(flat(refused.stderr)).toContain(says);
  }
  expect(oldFiles(cwd)).toEqual(before);
  expect(existsSync(join(cwd, "new"))).toBe(false);

  const made = await make(pbes, "--expose-keys", "--backup", ...backups, "--card", ...cards);
  expect(made).toMatchObject({ status: 0 });
  expect(flat(made.stdout)).toContain("takes back nothing that was copied before");
  expect(flat(made.stdout)).toContain("3 key backups re-wrapped for it, in new/keys");
  const pending = parsePendingSet(read(cwd, "new", "not-confirmed.json"));
  const { number } = pending;
  expect(made.stdout).toContain(`dkek reissue ${pbes.join(" ")} --confirm ${number} --out new`);
  expect(readdirSync(join(cwd, "new")).sort()).toEqual([
    "cards",
    "dkek.pbe",
    "keys",
    "not-confirmed.json",
    "record.json",
    "record.pdf",
    "rotation-plan.md",
  ]);
  const keys = ["hsm-1/key-1.bin", "hsm-1/key-2.bin", "hsm-2/key-1.bin"];
  expect(readdirSync(join(cwd, "new", "keys"), { recursive: true }).sort()).toEqual([
    "hsm-1",
    ...keys.slice(0, 2),
    "hsm-2",
    ...keys.slice(2),
  ]);
  const plan = read(cwd, "new", "rotation-plan.md");
  expect(plan).toContain("root \\| CA");
  expect(plan).toContain(parseKeyBackup(ecBackup(oldDkek)).publicKey?.fingerprint);
  for (const { oldSha256 } of pending.newDkek?.backups ?? []) expect(plan).toContain(oldSha256);
  expect(oldFiles(cwd)).toEqual(before);

  const early = await quickDkek(["verify", "new/dkek.pbe", "--card", ...newCards(1, 2)], { cwd });
  expect(flat(early.stdout)).toContain("this set has not taken the old one's place yet");

  // A re-wrapped file that is not what was made then is not confirmed, nor is the half of the old DKEK.
  const key = join(cwd, "new", "keys", "hsm-1", "key-2.bin");
  copyFileSync(key, join(cwd, "kept"));
  writeFileSync(key, ecBackup(oldDkek));
  const confirm = (files: readonly string[], ...args: readonly string[]): Promise<Outcome> =>
    reissue(files, "--confirm", number, "--out", "new", "--card", ...newCards(1, 2), ...args);
  for (const [files, status, says] of [
    [pbes, 1, "is not the file that was re-wrapped"],
    [pbes.slice(1), 2, "it has a share of the old DKEK"],
  ] as const) {
    const refused = await confirm(files);
    expect(refused).toMatchObject({ status, stdout: "" });
    expect(refused.stderr).toContain(says);
  }
  copyFileSync(join(cwd, "kept"), key);
  expect(typesOf(recordAt(cwd, "new", "record.json"))).toEqual(["created"]);

  const confirmed = await confirm(pbes);
  expect(confirmed).toMatchObject({ status: 0 });
  const text = flat(confirmed.stdout);
  expect(text).toContain("whose DKEK restores all 3 key backups");
  for (const command of [
    "dkek hsm init --dkek-shares 1",
    "dkek import new/dkek.pbe",
    "dkek hsm restore new/keys/hsm-1/key-*.bin",
    "dkek hsm restore new/keys/hsm-2/key-*.bin",
    "--destroyed TEXT",
  ]) {
    expect(text).toContain(command);
  }
  const record = recordAt(cwd, "new", "record.json");
  expect(typesOf(record)).toEqual([
    "created",
    "proofread",
    "proofread",
    "verified",
    "succeeds",
    "succeeds",
  ]);
  expect(record.set.dkekShare).toMatchObject({ index: 1, of: 1 });
  for (const name of ["one", "two"]) {
    const old = recordAt(cwd, name, "record.json");
    expect(old.events.at(-1)).toMatchObject({ type: "succeeded", setId: record.set.setId });
  }
  expect(existsSync(join(cwd, "new", "not-confirmed.json"))).toBe(false);

  const verified = await quickDkek(
    [
      "verify",
      "new/dkek.pbe",
      "--backup",
      ...keys.map((name) => `new/keys/${name}`),
      "--card",
      ...newCards(1, 2),
      "--json",
    ],
    { cwd },
  );
  expect(json(verified)).toMatchObject({ ok: true, verdict: "right" });
  // The old set opens as before, and its cards are named for what they are.
  const old = await quickDkek(
    ["verify", ...pbes, "--backup", ...backups, "--card", ...cards, "--json"],
    { cwd },
  );
  expect(json(old)).toMatchObject({ ok: true });
  const card = await quickDkek(
    ["verify", "--record", "new/record.json", "--card", "one/cards/card-1.txt"],
    { cwd },
  );
  expect(card).toMatchObject({ status: 1 });
  expect(flat(card.stdout)).toContain(
    `whose DKEK that of set ${record.set.setId.slice(0, 8)} has succeeded`,
  );
  const inspected = await quickDkek(["inspect", "two/record.json"], { cwd });
  expect(flat(inspected.stdout)).toContain("what is under the old one stays so");
});

test("after a set without a record, and without key backups; given up, and nothing is left of it", async () => {
  const cwd = temporaryFolder();
  const quorum = layOutStockSet(cwd, await quickly(stockSet("shares-3of5")), [1, 3, 5]);
  const before = oldFiles(cwd);
  const reissue = (...args: readonly string[]): Promise<Outcome> =>
    quickDkek(["reissue", "set.pbe", ...args, "--json"], { cwd });
  const wanted = ["--threshold", "2", "--total", "2", "--out", "new", "--format", "text"];
  const made = await reissue("--new-dkek", ...wanted, ...quorum);
  expect(made).toMatchObject({ status: 0 });
  const { number, kcv } = json(made) as { readonly number: string; readonly kcv: string };
  expect(kcv).not.toBe(stockSet("shares-3of5").kcvHex.toUpperCase());
  const dropped = await reissue("--drop", number, "--out", "new");
  expect(dropped).toMatchObject({ status: 0 });
  expect(json(dropped)).toMatchObject({ ok: true, isConfirmed: false, folder: null });
  expect(existsSync(join(cwd, "new"))).toBe(false);
  expect(oldFiles(cwd)).toEqual(before);
});
