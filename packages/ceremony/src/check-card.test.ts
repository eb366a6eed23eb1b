import { inlineEngine } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { describe, expect, test } from "vitest";
import type { Card } from "./card.js";
import { cardHash } from "./card-hash.js";
import { checkCard } from "./check-card.js";
import { createSet, createWithPassword } from "./create-set.js";
import { withEvent } from "./record/chain.js";
import type { SetRecord } from "./record/record.js";

const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };
const at = "2026-11-23T12:00:00Z";

describe.each(["p224", "sc-hsm"] as const)("a %s card against its record", (scheme) => {
  const made = createSet({ scheme, threshold: 3, total: 5 }, options);
  const parts = async (): Promise<{ cards: readonly [Card, Card]; record: SetRecord }> => {
    const { cards, record } = await made;
    return { cards: cards as unknown as [Card, Card], record };
  };

  test("every one of them is intact, each alone", async () => {
    const { cards, record } = await made;
    for (const card of cards) expect(await checkCard(card, record)).toBe("intact");
  });

  test("typed from rows it has no issue, and from a bare card's lines no set either", async () => {
    const { cards, record } = await parts();
    const { about, ...bare } = cards[0];
    if (about === undefined) throw new Error("a bare card");
    expect(await checkCard({ ...bare, about: { set: about.set } }, record)).toBe("intact");
    expect(await checkCard(bare, record)).toBe("intact");
  });

  test("value or proof of another card is wrong", async () => {
    const { cards, record } = await parts();
    const [card, { id, value, proof }] = cards;
    if (proof === undefined) throw new Error("no proof");
    for (const changed of [{ id }, { value }, { proof }, { value, proof }, { id, value }]) {
      expect(await checkCard({ ...card, ...changed }, record)).toBe("wrong");
    }
  });

  test("without its proof, nothing is said of it", async () => {
    const { cards, record } = await parts();
    const { proof: _, ...proofless } = cards[0];
    expect(await checkCard(proofless, record)).toBe("no-proof");
    const wrong = { ...proofless, value: cards[1].value };
    expect(await checkCard(wrong, record)).toBe("no-proof");
  });

  test("an ID or an issue that the record does not know", async () => {
    const { cards, record } = await parts();
    const [card] = cards;
    expect(await checkCard({ ...card, id: 6 }, record)).toBe("unknown");
    const reissued = { ...card, about: { ...aboutOf(card), issue: 2 } };
    // Every p224 card that there can be is committed to.
    const known = scheme === "p224" ? "unrecorded" : "unknown";
    expect(await checkCard(reissued, record)).toBe(known);
    const wrong = { ...reissued, value: cards[1].value };
    expect(await checkCard(wrong, record)).toBe("unknown");
  });

  test("of another set, by name or by prime; of a record without cards", async () => {
    const { cards, record } = await parts();
    using other = await createSet({ scheme, threshold: 3, total: 5 }, options);
    const [stranger] = other.cards as unknown as [Card];
    expect(await checkCard(stranger, record)).toBe("other-set");
    const { about: _, ...nameless } = stranger;
    // The prime of p224 is that of all sets: there the commitments tell, and say "wrong".
    expect(await checkCard(nameless, record)).toBe(scheme === "p224" ? "wrong" : "other-set");
    const renamed = { ...stranger, about: aboutOf(cards[0]) };
    expect(await checkCard(renamed, record)).toBe(scheme === "p224" ? "wrong" : "other-set");
    using password = SecretBytes.own(Uint8Array.of(1, 2, 3));
    using plain = await createWithPassword(password, options);
    expect(await checkCard(cards[0], plain.record)).toBe("other-set");
  });

  test("the total on the card is no part of what it is", async () => {
    const { cards, record } = await parts();
    const grown = { ...cards[0], about: { ...aboutOf(cards[0]), total: 200 } };
    expect(await checkCard(grown, record)).toBe("intact");
  });
});

describe("cards that came later", () => {
  test("sc-hsm: each issue has its own hash, and both are right", async () => {
    using made = await createSet({ scheme: "sc-hsm", threshold: 2, total: 2 }, options);
    const [card] = made.cards as unknown as [Card];
    const salt = new Uint8Array(16).fill(7);
    const reissued = {
      ...card,
      proof: SecretBytes.copyOf(salt),
      about: { ...aboutOf(card), issue: 2 },
    };
    const hash = cardHash(made.record.set.setId, reissued, salt);
    const ref = { id: card.id, issue: 2 };
    const record = withEvent(made.record, { at, type: "reissued", card: ref, cardHash: hash });
    expect(await checkCard(reissued, made.record)).toBe("unknown");
    expect(await checkCard(reissued, record)).toBe("intact");
    expect(await checkCard(card, record)).toBe("intact");
    // The salt of one issue under the number of the other.
    expect(await checkCard({ ...card, about: reissued.about }, record)).toBe("wrong");
  });

  test("p224: the commitments cover an ID that the record learned of", async () => {
    using made = await createSet({ scheme: "p224", threshold: 2, total: 2 }, options);
    const [one, two] = made.cards as unknown as [Card, Card];
    // The third point of a line through two: 2·f(2) − f(1), for value and blinding alike.
    const third = (a: Uint8Array, b: Uint8Array): SecretBytes => {
      const [x, y] = [a, b].map((bytes) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
      const { prime } = one.field;
      const z = (((2n * (y ?? 0n) - (x ?? 0n)) % prime) + prime) % prime;
      return SecretBytes.own(Uint8Array.from(Buffer.from(z.toString(16).padStart(56, "0"), "hex")));
    };
    if (one.proof === undefined || two.proof === undefined) throw new Error("no proof");
    const added: Card = {
      ...one,
      id: 3,
      value: third(one.value.expose(), two.value.expose()),
      proof: third(one.proof.expose(), two.proof.expose()),
    };
    expect(await checkCard(added, made.record)).toBe("unrecorded");
    const ref = { id: 3, issue: 1 };
    const record = withEvent(made.record, { at, type: "added", card: ref });
    expect(await checkCard(added, record)).toBe("intact");
    expect(await checkCard({ ...added, value: one.value }, record)).toBe("wrong");
  });
});

function aboutOf({ about }: Card): NonNullable<Card["about"]> {
  if (about === undefined) throw new Error("a bare card");
  return about;
}
