import { createHash, randomBytes } from "node:crypto";
import { inlineEngine, type Kcv, parseKcv, parsePbe } from "@dkek/dkek-file";
import { parseKeyBackup } from "@dkek/dkek-file/key-backup";
import { SecretBytes } from "@dkek/foundation";
import { generateSafePrime, primeField, split } from "@dkek/sss";
import { beforeAll, describe, expect, test } from "vitest";
import { keyBackup, keyBlob, keyDescription } from "../../../../tests/support/key-backups.js";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import type { Card } from "../card.js";
import { createSet, createWithPassword, type NewSet } from "../create-set.js";
import { openWithQuorum } from "../open-set.js";
import { withEvent } from "../record/chain.js";
import type { SetRecord } from "../record/record.js";
import { type AuditResult, audit } from "./audit.js";
import type { Material, Named } from "./material.js";

const engine = inlineEngine({ iterations: 3 });
const options = { engine, program: "test" };

const nothing: Material = { pbes: [], records: [], cards: [], backups: [] };
const check = (material: Partial<Material>): Promise<AuditResult> =>
  audit({ ...nothing, ...material }, engine);

const pbe = (bytes: Uint8Array, name = "dkek.pbe") => [{ name, it: parsePbe(bytes) }];
const record = (it: SetRecord, name = "record.json") => [{ name, it }];
const backup = (bytes: Uint8Array, name = "key.bin") => [{ name, it: parseKeyBackup(bytes) }];

/** Cards by their IDs. */
function cardsOf(cards: readonly Card[], ...ids: number[]): Named<Card>[] {
  return ids.map((id) => {
    const it = cards.find((card) => card.id === id);
    if (it === undefined) throw new Error(`no card ${id}`);
    return { name: `card-${id}.txt`, it };
  });
}

const bare = ({ field, id, value }: Card): Card => ({ field, id, value });

/** With one byte of the value, or of the proof, changed: for each ID another one, in another way. */
function changed(card: Card, part: "value" | "proof" = "value"): Card {
  const bytes = Uint8Array.from(card[part]?.expose() ?? []);
  const place = 4 + (card.id % 4);
  bytes[place] = (bytes[place] ?? 0) ^ (0x10 + card.id);
  return { ...card, [part]: SecretBytes.own(bytes) };
}

const withChanged = (cards: Named<Card>[], ...ids: number[]): Named<Card>[] =>
  cards.map(({ name, it }) => ({ name, it: ids.includes(it.id) ? changed(it) : it }));

const linesOf = ({ findings }: AuditResult): string[] =>
  findings.map(({ status, subject, text }) => `${status} ${subject}: ${text}`);

const wrongOnes = ({ findings }: AuditResult): string[] =>
  findings.filter(({ status }) => status === "wrong").map(({ subject }) => subject);

const line = (pattern: RegExp) => expect.arrayContaining([expect.stringMatching(pattern)]);

describe.each(["p224", "sc-hsm"] as const)("a %s set with its record", (scheme) => {
  let made: NewSet;
  beforeAll(async () => {
    made = await createSet({ scheme, threshold: 3, total: 7 }, options);
  });
  const all = () => cardsOf(made.cards, 1, 2, 3, 4, 5, 6, 7);

  test("the record alone", async () => {
    const result = await check({ records: record(made.record) });
    expect(result).toMatchObject({
      verdict: "right",
      sets: [{ kcv: undefined, threshold: 3, cards: [] }],
    });
    expect(linesOf(result)).toEqual(line(/^proven record.json: .*chain of 1 event is whole/));
    expect(linesOf(result)).toEqual(line(/^unproven record.json: .*fingerprint/));
  });

  test("one card alone, right and wrong", async () => {
    const cards = cardsOf(made.cards, 4);
    const result = await check({ records: record(made.record), cards });
    expect(result.verdict).toBe("right");
    expect(linesOf(result)).toEqual(
      line(/^proven card-4.txt \(card 4\): .*its value and (blinding|salt) are right/),
    );

    for (const part of ["value", "proof"] as const) {
      const bad = cards.map(({ name, it }) => ({ name, it: changed(it, part) }));
      const refused = await check({ records: record(made.record), cards: bad });
      expect(refused.verdict).toBe("wrong");
      expect(wrongOnes(refused)).toEqual(["card-4.txt (card 4)"]);
    }
  });

  test("typed rows: a card that does not say its issue; one without its proof", async () => {
    const [card] = cardsOf(made.cards, 4) as [Named<Card>];
    const set = card.it.about?.set;
    if (set === undefined) throw new Error("no set");
    const typed = { ...card, it: { ...card.it, about: { set } } };
    const whole = await check({ records: record(made.record), cards: [typed] });
    expect(linesOf(whole)).toEqual(line(/^proven card-4.txt/));
    const { proof: _, ...withoutProof } = typed.it;
    const part = await check({
      records: record(made.record),
      cards: [{ ...typed, it: withoutProof }],
    });
    expect(part.verdict).toBe("not-proven");
    expect(linesOf(part)).toEqual(line(/^unproven card-4.txt .*blinding or salt was not given/));
  });

  test("a quorum opens the .pbe, and the KCV is the record's", async () => {
    const material = { pbes: pbe(made.pbe), records: record(made.record), cards: all() };
    const result = await check(material);
    expect(result).toMatchObject({
      verdict: "right",
      sets: [{ kcv: made.record.set.dkekShare.kcv, cards: [1, 2, 3, 4, 5, 6, 7] }],
    });
    expect(linesOf(result)).toEqual(line(/^proven record.json: its KCV is the DKEK share's/));
    expect(linesOf(result).join()).not.toContain("not compared");
  });

  test("every wrong card is named, and the rest still opens it", async () => {
    const cards = withChanged(all(), 2, 3, 5, 6);
    const result = await check({ pbes: pbe(made.pbe), records: record(made.record), cards });
    expect(wrongOnes(result)).toEqual([2, 3, 5, 6].map((id) => `card-${id}.txt (card ${id})`));
    expect(result).toMatchObject({
      verdict: "wrong",
      sets: [{ kcv: made.record.set.dkekShare.kcv, cards: [1, 4, 7] }],
    });
  });

  test("bare cards are held to those that the record proves", async () => {
    const cards = all().map(({ name, it }) => ({ name, it: it.id > 3 ? bare(it) : it }));
    const result = await check({ records: record(made.record), cards: withChanged(cards, 5) });
    expect(wrongOnes(result)).toEqual(["card-5.txt (card 5)"]);
    expect(linesOf(result)).toEqual(line(/^proven card-6.txt .*fits the cards/));
  });

  test("a card of another set", async () => {
    using other = await createSet({ scheme, threshold: 3, total: 3 }, options);
    const cards = [...cardsOf(made.cards, 1, 2), ...cardsOf(other.cards, 3)];
    const result = await check({ pbes: pbe(made.pbe), records: record(made.record), cards });
    expect(result.verdict).toBe("wrong");
    expect(wrongOnes(result)).toEqual(["card-3.txt (card 3)"]);
  });

  test("too few cards to open the .pbe are not right, though nothing of them is wrong", async () => {
    const cards = cardsOf(made.cards, 1, 2);
    const result = await check({ pbes: pbe(made.pbe), records: record(made.record), cards });
    expect(wrongOnes(result)).toEqual([]);
    expect(result.verdict).toBe("wrong");
    expect(linesOf(result)).toEqual(line(/^unproven 2 cards: .*1 more of the 3/));
  });

  test("the cards alone are at most consistent", async () => {
    const result = await check({ cards: all() });
    expect(result.verdict).toBe("not-proven");
    expect(linesOf(result)).toEqual([
      expect.stringMatching(/^proven 7 cards: consistent with each other: any 3/),
      expect.stringMatching(/^unproven .*that they are right, only the .pbe file or the record/),
    ]);
  });

  test("a damaged .pbe is not the record's", async () => {
    const damaged = Uint8Array.from(made.pbe);
    damaged[20] = (damaged[20] ?? 0) ^ 1;
    const material = { pbes: pbe(damaged), records: record(made.record), cards: all() };
    expect(wrongOnes(await check(material))).toEqual(["dkek.pbe"]);
  });

  test("what a card says of the threshold is held to the record", async () => {
    const [card] = cardsOf(made.cards, 1) as [Named<Card>];
    const about = { ...card.it.about, threshold: 2 } as NonNullable<Card["about"]>;
    const cards = [{ ...card, it: { ...card.it, about } }];
    const result = await check({ records: record(made.record), cards });
    expect(wrongOnes(result)).toEqual(["card-1.txt (card 1)"]);
  });

  test("two records of one set: one that goes further, and one that contradicts", async () => {
    const at = "2026-11-23T12:00:00Z";
    const noted = (text: string) => withEvent(made.record, { at, type: "noted", text });
    const copies = (...its: SetRecord[]) =>
      check({ records: its.map((it, place) => ({ name: `${place}.json`, it })) });
    expect((await copies(made.record, noted("a"))).verdict).toBe("right");
    expect(wrongOnes(await copies(noted("a"), noted("b")))).toEqual(["1.json"]);
  });
});

test("an unproven card never outvotes a proven one", async () => {
  using a = await createSet({ scheme: "p224", threshold: 3, total: 5 }, options);
  using b = await createSet({ scheme: "p224", threshold: 3, total: 5 }, options);
  const strangers = cardsOf(b.cards, 2, 3, 4, 5).map(({ name, it }) => ({ name, it: bare(it) }));
  const cards = [...cardsOf(a.cards, 1), ...strangers];
  const result = await check({ records: record(a.record), cards });
  expect(wrongOnes(result)).toEqual([2, 3, 4, 5].map((id) => `card-${id}.txt (card ${id})`));
  expect(linesOf(result)).toEqual(
    line(/^wrong card-3.txt .*contradicts card-1.txt \(card 1\), which/),
  );
  expect(linesOf(result)).toEqual(line(/^proven card-1.txt/));
});

test("nothing is right of which nothing was shown", async () => {
  using made = await createSet({ scheme: "p224", threshold: 2, total: 3 }, options);
  const [first] = cardsOf(made.cards, 1) as [Named<Card>];
  const plain = { ...first, it: bare(first.it) };
  const file = Buffer.from(stock.keyBackups[0]?.fileHex ?? "", "hex");
  file[100] = (file[100] ?? 0) ^ 1;
  const card = { what: "cards", cards: [{ name: "card-1.txt", id: 1 }] };
  for (const [material, about] of [
    [{ cards: [plain] }, card],
    [{ cards: [plain], records: record(made.record) }, card],
    [{ pbes: pbe(made.pbe) }, "dkek.pbe"],
    [{ backups: backup(file) }, "key.bin"],
  ] as const) {
    expect(await check(material)).toMatchObject({ verdict: "not-proven", notProven: [about] });
  }
  const kcv = parseKcv("0123456789ABCDEF") as Kcv;
  expect(await check({ pbes: pbe(made.pbe), kcv })).toMatchObject({
    verdict: "not-proven",
    notProven: ["dkek.pbe", { what: "kcv", kcv: "0123456789ABCDEF" }],
  });
  const known = { records: record(made.record), cards: [first] };
  expect(await check(known)).toMatchObject({ verdict: "right", notProven: [] });
  const whole = { records: record(made.record), pbes: pbe(made.pbe) };
  expect(await check(whole)).toMatchObject({ verdict: "right", notProven: [] });
  expect(linesOf(await check({ cards: [plain] }))).toEqual(line(/: that it is right, only/));
});

test("a card that says more than the record knows: total, issue", async () => {
  using made = await createSet({ scheme: "p224", threshold: 2, total: 3 }, options);
  const [card] = cardsOf(made.cards, 1) as [Named<Card>];
  const saying = (more: object) =>
    check({
      records: record(made.record),
      cards: [{ ...card, it: { ...card.it, about: { ...card.it.about, ...more } } } as Named<Card>],
    });
  expect(linesOf(await saying({ total: 2 })).join()).not.toContain("says that");
  expect(linesOf(await saying({ total: 9 }))).toEqual(
    line(/^unproven card-1.txt .*there are 9 cards, and the record knows 3/),
  );
  const reissued = await saying({ issue: 2 });
  expect(reissued.verdict).toBe("right");
  expect(linesOf(reissued)).toEqual(line(/^proven card-1.txt .*knows no issue 2: get a newer one/));
});

test("sc-hsm: an issue that was replaced says so", async () => {
  using made = await createSet({ scheme: "sc-hsm", threshold: 2, total: 2 }, options);
  const reissued = withEvent(made.record, {
    at: "2026-11-23T12:00:00Z",
    type: "reissued",
    card: { id: 1, issue: 2 },
    cardHash: "ab".repeat(32),
  });
  const [card] = cardsOf(made.cards, 1) as [Named<Card>];
  const { about, ...rest } = card.it;
  if (about === undefined) throw new Error("a bare card");
  // Typed rows do not say the issue: there the hash tells it.
  for (const it of [card.it, { ...rest, about: { set: about.set } }]) {
    const result = await check({ records: record(reissued), cards: [{ ...card, it }] });
    expect(linesOf(result)).toEqual(
      line(/^proven card-1.txt .*salt are right.*replaced by issue 2/),
    );
  }
  // A newer issue, typed: nothing but a newer copy of the record can tell it from a wrong digit.
  const newer = { ...rest, about: { set: about.set }, proof: SecretBytes.own(new Uint8Array(16)) };
  const old = await check({ records: record(made.record), cards: [{ ...card, it: newer }] });
  expect(linesOf(old)).toEqual(line(/^wrong card-1.txt .*newer than this copy of the record/));
});

test("people who left with as many cards as restore are named, loudly", async () => {
  const custodians = ["Ada", "Grace", "Edsger"];
  using made = await createSet({ scheme: "p224", threshold: 2, total: 3, custodians }, options);
  const at = "2026-11-23T12:00:00Z";
  const handTo = (to: SetRecord, id: number, custodian: string) =>
    withEvent(to, { at, type: "reissued", card: { id, issue: 2 }, custodian });
  const one = handTo(made.record, 1, "Hedy");
  const two = handTo(one, 3, "Joan");
  const said = /^unproven record.json: WARNING.*Ada, Edsger hold no card.* cards 1, 3/;
  expect(linesOf(await check({ records: record(one) })).join()).not.toContain("WARNING");
  expect(linesOf(await check({ records: record(two) }))).toEqual(line(said));
});

test("a blinding value beyond the prime is a wrong one", async () => {
  using made = await createSet({ scheme: "p224", threshold: 2, total: 2 }, options);
  const [card] = cardsOf(made.cards, 1) as [Named<Card>];
  const it = { ...card.it, proof: SecretBytes.own(new Uint8Array(28).fill(0xff)) };
  const result = await check({ records: record(made.record), cards: [{ ...card, it }] });
  expect(wrongOnes(result)).toEqual(["card-1.txt (card 1)"]);
});

/** A set as `sc-hsm-tool` makes it: bare cards and a `.pbe`, no record. */
async function stockLike(threshold: number, total: number, share = randomBytes(32)) {
  const password = Uint8Array.from([0x11, ...randomBytes(7)]);
  const field = primeField(generateSafePrime(64));
  const secret = SecretBytes.copyOf(share);
  const bytes = await engine.seal(secret, SecretBytes.copyOf(password), randomBytes(8));
  const cards = split(password, { field, threshold, total }).map(({ id, value }) => ({
    field,
    id,
    value: SecretBytes.own(value),
  }));
  return { bytes, cards, share, kcv: kcvByHand(share) };
}

function kcvByHand(dkek: Uint8Array): string {
  return createHash("sha256").update(dkek).digest("hex").slice(0, 16).toUpperCase();
}

describe("a set as sc-hsm-tool makes it, without a record", () => {
  test("a quorum opens it; its KCV was compared with nothing", async () => {
    const set = await stockLike(3, 5);
    const cards = cardsOf(set.cards, 1, 3, 5);
    const result = await check({ pbes: pbe(set.bytes), cards });
    expect(result).toMatchObject({
      verdict: "right",
      sets: [{ kcv: set.kcv, threshold: undefined, cards: [1, 3, 5], stockToolCanOpen: true }],
    });
    expect(linesOf(result)).toEqual(line(/^unproven 3 cards: nothing shows how many/));
    expect(linesOf(result)).toEqual(line(/^unproven the DKEK: .*not compared .*bytes 17 to 32/));
  });

  test("a .pbe damaged in bytes 17 to 32 opens to a wrong share, which only --kcv shows", async () => {
    const set = await stockLike(2, 3);
    const damaged = Uint8Array.from(set.bytes);
    damaged[16] = (damaged[16] ?? 0) ^ 1;
    const material = { pbes: pbe(damaged), cards: cardsOf(set.cards, 1, 2) };
    const silent = await check(material);
    expect(silent.verdict).toBe("right");
    expect(silent.sets[0]?.kcv).not.toBe(set.kcv);
    expect(linesOf(silent)).toEqual(line(/^unproven the DKEK: .*not compared/));

    const kcv = parseKcv(set.kcv) as Kcv;
    expect(wrongOnes(await check({ ...material, kcv }))).toEqual(["the DKEK"]);
    const whole = await check({ ...material, pbes: pbe(set.bytes), kcv });
    expect(whole.verdict).toBe("right");
    expect(linesOf(whole)).toEqual(line(/^proven the DKEK: the KCV that was named/));
    expect(linesOf(whole).join()).not.toContain("not compared");
  });

  test("m + 2 cards name a wrong one, m + 4 two, and the rest opens it", async () => {
    const set = await stockLike(3, 7);
    const one = withChanged(cardsOf(set.cards, 1, 2, 4, 5, 6), 4);
    const found = await check({ pbes: pbe(set.bytes), cards: one });
    expect(wrongOnes(found)).toEqual(["card-4.txt (card 4)"]);
    expect(found).toMatchObject({
      verdict: "wrong",
      sets: [{ kcv: set.kcv, cards: [1, 2, 5, 6] }],
    });

    const two = withChanged(cardsOf(set.cards, 1, 2, 3, 4, 5, 6, 7), 1, 6);
    expect(wrongOnes(await check({ cards: two }))).toEqual([
      "card-1.txt (card 1)",
      "card-6.txt (card 6)",
    ]);
  });

  test("a wrong card among just enough of them: the .pbe does not open", async () => {
    const set = await stockLike(3, 5);
    const cards = withChanged(cardsOf(set.cards, 1, 2, 3), 2);
    const result = await check({ pbes: pbe(set.bytes), cards });
    expect(result.verdict).toBe("wrong");
    expect(wrongOnes(result)).toEqual(["dkek.pbe"]);
  });

  test("cards alone are never called right: too few, as many as fit, and more", async () => {
    const { cards } = await stockLike(3, 5);
    for (const ids of [[1], [1, 2], [1, 2, 3]]) {
      const { findings, verdict, notProven } = await check({ cards: cardsOf(cards, ...ids) });
      expect([verdict, notProven.length]).toEqual(["not-proven", ids.length]);
      expect(findings.map(({ status }) => status)).toEqual(["unproven", "unproven"]);
    }
  });

  test("a card of another prime is named; the same value under all IDs is refused", async () => {
    const set = await stockLike(2, 4);
    const other = await stockLike(2, 4);
    const mixed = [...cardsOf(set.cards, 1, 2), ...cardsOf(other.cards, 3)];
    expect(wrongOnes(await check({ cards: mixed }))).toEqual(["card-3.txt (card 3)"]);
    const [first] = cardsOf(set.cards, 1) as [Named<Card>];
    const same = [1, 2, 3].map((id) => ({ name: `${id}`, it: { ...first.it, id } }));
    expect(wrongOnes(await check({ cards: same }))).toEqual(["3 cards"]);
  });

  test("a card twice counts once; one ID with two values is wrong", async () => {
    const set = await stockLike(2, 4);
    const [one, two] = cardsOf(set.cards, 1, 2) as [Named<Card>, Named<Card>];
    const again = { name: "again.txt", it: one.it };
    const result = await check({ pbes: pbe(set.bytes), cards: [one, again, two] });
    expect(result).toMatchObject({ verdict: "right", sets: [{ cards: [1, 2] }] });
    expect(linesOf(result)).toEqual(line(/^unproven again.txt .*counts once/));
    const other = { name: "other.txt", it: changed(one.it) };
    const refused = await check({ pbes: pbe(set.bytes), cards: [one, other, two] });
    expect(refused.verdict).toBe("wrong");
    expect(wrongOnes(refused)).toEqual(["card-1.txt, other.txt"]);
  });

  test("a card that names another set", async () => {
    const set = await stockLike(2, 3);
    using other = await createSet({ scheme: "sc-hsm", threshold: 2, total: 2 }, options);
    const cards = cardsOf(other.cards, 1, 2);
    const result = await check({ pbes: pbe(set.bytes), cards });
    expect(wrongOnes(result)).toEqual(["card-1.txt (card 1)", "card-2.txt (card 2)"]);
  });
});

describe("a .pbe with a password", () => {
  test("opens with it, and with no other", async () => {
    const password = SecretBytes.copyOf(Buffer.from("correct horse"));
    using made = await createWithPassword(password, options);
    const material = { pbes: pbe(made.pbe), records: record(made.record) };
    const right = await check({ ...material, password });
    expect(right).toMatchObject({
      verdict: "right",
      sets: [{ kcv: made.record.set.dkekShare.kcv, cards: [], stockToolCanOpen: undefined }],
    });
    const other = SecretBytes.copyOf(Buffer.from("correct house"));
    expect(wrongOnes(await check({ ...material, password: other }))).toEqual(["dkek.pbe"]);
  });
});

describe("key backups", () => {
  test.each(stock.keyBackups)("of the real tool, under one DKEK share: $name", async (vector) => {
    const set = await stockLike(2, 3, Buffer.from(vector.dkekHex, "hex"));
    const file = Buffer.from(vector.fileHex, "hex");
    const material = { pbes: pbe(set.bytes), cards: cardsOf(set.cards, 1, 3) };
    const result = await check({ ...material, backups: backup(file) });
    expect(result.verdict).toBe("right");
    expect(linesOf(result)).toEqual(line(/^proven key.bin: .*would restore/));
    expect(linesOf(result)).toEqual(line(/^unproven key.bin: not protected .*key description/));
    // It bears the KCV out.
    expect(linesOf(result).join()).not.toContain("not compared");

    const damaged = Buffer.from(file);
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    expect(wrongOnes(await check({ ...material, backups: backup(damaged) }))).toEqual(["key.bin"]);

    const other = await stockLike(2, 3);
    const strange = { pbes: pbe(other.bytes), cards: cardsOf(other.cards, 1, 3) };
    const refused = await check({ ...strange, backups: backup(file) });
    expect(wrongOnes(refused)).toEqual(["key.bin"]);
    expect(linesOf(refused)).toEqual(line(/under another DKEK/));
  });

  test("with no DKEK, a backup is only described; with its KCV, it belongs", async () => {
    const dkek = randomBytes(32);
    const bytes = keyBackup(
      keyBlob(dkek, "ec"),
      keyDescription({ tag: 0xa0, label: "root ca", bits: 256 }),
    );
    const backups = backup(bytes);
    const [alone] = linesOf(await check({ backups }));
    expect(alone).toMatch(/^unproven key.bin: ec key 256, label "root ca": under the DKEK/);
    const known = await check({ backups, kcv: parseKcv(kcvByHand(dkek)) as Kcv });
    expect(linesOf(known)).toEqual(line(/^unproven key.bin: .*belongs to the DKEK/));
    const other = await check({ backups, kcv: parseKcv("0123456789ABCDEF") as Kcv });
    expect(other.verdict).toBe("wrong");
  });
});

describe("two DKEK shares", () => {
  const xored = (a: Uint8Array, b: Uint8Array) => a.map((byte, i) => byte ^ (b[i] ?? 0));

  test("of stock sets: bare cards find their .pbe by trying", async () => {
    const [a, b] = [await stockLike(2, 3), await stockLike(3, 4)];
    const dkek = xored(a.share, b.share);
    const material = {
      pbes: [...pbe(a.bytes, "a.pbe"), ...pbe(b.bytes, "b.pbe")],
      // Those of b first.
      cards: [...cardsOf(b.cards, 1, 2, 4), ...cardsOf(a.cards, 2, 3)],
      backups: backup(keyBackup(keyBlob(dkek, "aes"))),
    };
    const result = await check(material);
    expect(result).toMatchObject({
      verdict: "right",
      sets: [
        { kcv: a.kcv, cards: [2, 3] },
        { kcv: b.kcv, cards: [1, 2, 4] },
      ],
    });
    expect(linesOf(result)).toEqual(line(new RegExp(`^proven the DKEK: KCV ${kcvByHand(dkek)}`)));
    expect(linesOf(result)).toEqual(line(/^proven key.bin: .*would restore/));
  });

  test("with records: both open, one is missing, one comes twice", async () => {
    const make = (index: number) =>
      createSet(
        { scheme: "p224", threshold: 2, total: 3 },
        { ...options, dkekShare: { index, of: 2 } },
      );
    using a = await make(1);
    using b = await make(2);
    using again = await make(1);
    const shares = await Promise.all([a, b].map(shareOfSet));
    const dkek = xored(shares[0] as Uint8Array, shares[1] as Uint8Array);
    const backups = backup(keyBackup(keyBlob(dkek, "ec")));
    const of = (...sets: NewSet[]) => ({
      pbes: sets.flatMap((set, place) => pbe(set.pbe, `${place}.pbe`)),
      records: sets.flatMap((set, place) => record(set.record, `${place}.json`)),
      cards: sets.flatMap(({ cards }) => cardsOf(cards, 1, 3)),
      backups,
    });
    const whole = await check(of(b, a));
    expect(whole.verdict).toBe("right");
    expect(linesOf(whole)).toEqual(line(/^proven key.bin: .*would restore/));
    expect(linesOf(whole).join()).not.toContain("not compared");

    const half = await check(of(a));
    expect(half.verdict).toBe("not-proven");
    expect(linesOf(half)).toEqual(line(/^unproven the DKEK: .*1 of its 2 DKEK shares/));
    expect(linesOf(half)).toEqual(line(/^unproven key.bin: /));

    expect(wrongOnes(await check(of(a, again)))).toEqual(["the DKEK"]);
  });

  test("the same DKEK share in two files cancels itself out", async () => {
    const share = randomBytes(32);
    const [a, b] = [await stockLike(2, 3, share), await stockLike(2, 3, share)];
    const result = await check({
      pbes: [...pbe(a.bytes, "a.pbe"), ...pbe(b.bytes, "b.pbe")],
      cards: [...cardsOf(a.cards, 1, 2), ...cardsOf(b.cards, 1, 2)],
    });
    expect(wrongOnes(result)).toEqual(["the DKEK"]);
  });
});

/** The DKEK share of a new set of which two cards are enough. */
async function shareOfSet({ pbe: bytes, cards }: NewSet): Promise<Uint8Array> {
  const quorum = { cards: cards.slice(0, 2), threshold: 2 };
  using opened = await openWithQuorum(parsePbe(bytes), quorum, engine);
  return Uint8Array.from(opened.share.expose());
}
