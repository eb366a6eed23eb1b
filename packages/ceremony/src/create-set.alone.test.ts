import { createDecipheriv, createHash } from "node:crypto";
import { inlineEngine, type PbeEngine, parsePbe } from "@dkek/dkek-file";
import { SecretBytes, systemRandom } from "@dkek/foundation";
import { combine } from "@dkek/sss";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { shareOf } from "./card.js";
import { CeremonyError } from "./ceremony-error.js";
import { type CreateOptions, createSet, createWithPassword } from "./create-set.js";
import type { Deal, Sharing } from "./deal-cards.js";
import { openWithPassword, openWithQuorum } from "./open-set.js";
import { checkQuorum } from "./quorum.js";
import { formatRecord, parseRecord } from "./record/parse-record.js";
import { setIdOf } from "./set-id.js";

/** What a machine that miscalculates makes of the cards that it dealt. */
const machine = vi.hoisted(() => ({ spoil: (deal: unknown): unknown => deal }));

vi.mock("./deal-cards.js", async (load) => {
  const { dealCards } = await load<typeof import("./deal-cards.js")>();
  return {
    dealCards: async (...args: Parameters<typeof dealCards>) =>
      machine.spoil(await dealCards(...args)),
  };
});

const ITERATIONS = 3;
const engine = inlineEngine({ iterations: ITERATIONS });
const program = "test";
const threeOfFive: Sharing = { scheme: "p224", threshold: 3, total: 5 };

describe("names that come in while the file is sealed", () => {
  test("are in the record, and no card exists before they are", async () => {
    let give = (_: readonly string[]): void => {};
    const names = new Promise<readonly string[]>((resolve) => {
      give = resolve;
    });
    const steps: string[] = [];
    const onProgress = (step: string): number => steps.push(step);
    const making = createSet(threeOfFive, { engine, program, names, onProgress });
    await vi.waitFor(() => expect(steps).toContain("sealing"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(new Set(steps)).toEqual(new Set(["sealing"]));
    give(["a", "b", "c", "d", "e"]);
    using made = await making;
    expect(made.record.set.sharing?.custodians).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("too few of them, and none for a reason", async () => {
    const few = createSet(threeOfFive, { engine, program, names: Promise.resolve(["a"]) });
    await expect(few).rejects.toMatchObject({ code: "bad-settings" });
    const names = Promise.reject(new Error("no names"));
    await expect(createSet(threeOfFive, { engine, program, names })).rejects.toThrow("no names");
  });
});

describe.each(["p224", "sc-hsm"] as const)("a %s set", (scheme) => {
  test("restores from any quorum, and the .pbe holds what OpenSSL finds in it", async () => {
    using made = await createSet({ scheme, threshold: 3, total: 5 }, { engine, program });
    expect(made.cards.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(made.quorumsTried).toBe(10);

    const pbe = parsePbe(made.pbe);
    const quorum = [4, 0, 2].map((place) => made.cards[place]).filter((card) => card !== undefined);
    const password = combine(quorum.map(shareOf));
    expect(password[0]).not.toBe(0);

    using opened = await openWithQuorum(pbe, checkQuorum(quorum, 3), engine);
    expect(Buffer.from(opened.share.expose())).toEqual(opensslOpen(pbe, password));
    expect(opened.form).toBe("plain");
    expect(opened.kcv).toBe(made.record.set.dkekShare.kcv);
  });

  test("two sets have nothing in common", async () => {
    using a = await createSet({ scheme, threshold: 2, total: 2 }, { engine, program });
    using b = await createSet({ scheme, threshold: 2, total: 2 }, { engine, program });
    expect(a.record.set.setId).not.toBe(b.record.set.setId);
    expect(a.record.set.dkekShare.kcv).not.toBe(b.record.set.dkekShare.kcv);
    expect(a.cards[0]?.value.expose()).not.toEqual(b.cards[0]?.value.expose());
  });
});

test("a large set is tried out with a sample", async () => {
  using made = await createSet({ scheme: "p224", threshold: 8, total: 20 }, { engine, program });
  expect(made.quorumsTried).toBe(1000);
});

test("the record says what was made, and survives being written", async () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const options = { engine, program, now, label: "Root CA", dkekShare: { index: 2, of: 2 } };
  using made = await createSet({ ...threeOfFive, scheme: "sc-hsm" }, options);
  expect(made.record.set).toEqual({
    setId: setIdOf(made.pbe),
    label: "Root CA",
    dkekShare: { index: 2, of: 2, kcv: made.record.set.dkekShare.kcv },
    sharing: {
      scheme: "sc-hsm",
      prime: made.cards[0]?.field.prime.toString(16),
      threshold: 3,
      total: 5,
      cardHashes: [1, 2, 3, 4, 5].map(() => expect.stringMatching(/^[0-9a-f]{64}$/)),
    },
  });
  expect(made.record.events).toMatchObject([
    { at: "2026-11-23T12:00:00.000Z", type: "created", program: "test" },
  ]);
  expect(parseRecord(formatRecord(made.record))).toEqual(made.record);
});

test("the plain form opens with its password and no other", async () => {
  using password = SecretBytes.own(new TextEncoder().encode("Zwölf Boxkämpfer jagen Viktor"));
  using made = await createWithPassword(password, { engine, program });
  expect(made.cards).toEqual([]);
  expect(made.record.set.sharing).toBeUndefined();
  const pbe = parsePbe(made.pbe);
  using opened = await openWithPassword(pbe, password, engine);
  expect(Buffer.from(opened.share.expose())).toEqual(opensslOpen(pbe, password.expose()));
  using wrong = SecretBytes.own(new TextEncoder().encode("Zwolf Boxkampfer jagen Viktor"));
  await expect(openWithPassword(pbe, wrong, engine)).rejects.toMatchObject({
    code: "wrong-password",
  });
});

test("leaving the scope wipes the cards", async () => {
  const values: Uint8Array[] = [];
  {
    using made = await createSet(threeOfFive, { engine, program });
    values.push(...made.cards.map(({ value }) => value.expose()));
  }
  for (const value of values) expect(value).toEqual(new Uint8Array(28));
});

describe("a machine that miscalculates is found out", () => {
  test("when the .pbe does not open again", async () => {
    const broken: PbeEngine = { ...engine, open: async () => undefined };
    await expect(createSet(threeOfFive, { engine: broken, program })).rejects.toMatchObject({
      code: "self-check-failed",
    });
  });

  test("when another DKEK share comes out", async () => {
    const broken: PbeEngine = { ...engine, open: async () => SecretBytes.own(systemRandom(32)) };
    await expect(createSet(threeOfFive, { engine: broken, program })).rejects.toMatchObject({
      code: "self-check-failed",
    });
  });
});

describe.each(["p224", "sc-hsm"] as const)("a %s set is not handed out", (scheme) => {
  async function createSpoiled(spoil: (deal: Deal) => Deal): Promise<string[]> {
    machine.spoil = (deal) => spoil(deal as Deal);
    onTestFinished(() => {
      machine.spoil = (deal) => deal;
    });
    const steps: string[] = [];
    const onProgress = (step: string): unknown => steps.push(step);
    await expect(
      createSet({ ...threeOfFive, scheme }, { engine, program, onProgress }),
    ).rejects.toMatchObject({ code: "self-check-failed" });
    return steps;
  }

  test("when the proof on one card is wrong", async () => {
    const steps = await createSpoiled((deal) => {
      const proof = deal.cards[3]?.proof?.expose();
      if (proof !== undefined) proof[5] = (proof[5] as number) ^ 1;
      return deal;
    });
    expect(steps.at(-1)).toBe("checking the cards against the record");
  });

  test("when a card has no proof", async () => {
    await createSpoiled(({ cards, recorded }) => ({
      cards: cards.map(({ proof, ...card }) =>
        card.id === 2 || !proof ? card : { ...card, proof },
      ),
      recorded,
    }));
  });

  test("when the record is another set's", async () => {
    let first: Deal["recorded"] | undefined;
    machine.spoil = (deal) => {
      first = (deal as Deal).recorded;
      return deal;
    };
    using _other = await createSet({ ...threeOfFive, scheme }, { engine, program });
    await createSpoiled(({ cards }) => ({ cards, recorded: first as Deal["recorded"] }));
  });
});

test("a machine that fails leaves no card in memory", async () => {
  const values: Uint8Array[] = [];
  const spying: PbeEngine = {
    ...engine,
    open: async (_pbe, password) => {
      values.push(password.expose());
      return undefined;
    },
  };
  await expect(createSet(threeOfFive, { engine: spying, program })).rejects.toThrow(
    "its own check",
  );
  expect(values).toEqual([new Uint8Array(28)]);
});

test("a dead random generator is no endless loop", async () => {
  const dead = (length: number): Uint8Array => new Uint8Array(length);
  await expect(createSet(threeOfFive, { engine, random: dead, program })).rejects.toMatchObject({
    code: "random-source-broken",
  });
});

test.each([
  [{ threshold: 1, total: 5 }, {}],
  [{ threshold: 6, total: 5 }, {}],
  [{ threshold: 2.5, total: 5 }, {}],
  [{ threshold: 2, total: 256 }, {}],
  [{ threshold: 2, total: 3 }, { dkekShare: { index: 0, of: 2 } }],
  [{ threshold: 2, total: 3 }, { dkekShare: { index: 3, of: 2 } }],
])("settings that can't be are refused: %j %j", async (sharing, more) => {
  const options: CreateOptions = { engine, program, ...more };
  const refused = createSet({ scheme: "p224", ...sharing }, options);
  await expect(refused).rejects.toThrow(CeremonyError);
  await expect(refused).rejects.toMatchObject({ code: "bad-settings" });
});

/** EVP_BytesToKey and AES-256-CBC, the slow way, by OpenSSL. */
function opensslOpen(
  pbe: { salt: Uint8Array; ciphertext: Uint8Array },
  password: Uint8Array,
): Buffer {
  const chain: Buffer[] = [];
  for (let i = 0; i < 3; i++) {
    let digest = Buffer.concat([chain[i - 1] ?? Buffer.alloc(0), password, pbe.salt]);
    for (let n = 0; n < ITERATIONS; n++) digest = createHash("md5").update(digest).digest();
    chain.push(digest);
  }
  const [d1, d2, d3] = chain as [Buffer, Buffer, Buffer];
  const decipher = createDecipheriv("aes-256-cbc", Buffer.concat([d1, d2]), d3);
  return Buffer.concat([decipher.update(pbe.ciphertext), decipher.final()]);
}
