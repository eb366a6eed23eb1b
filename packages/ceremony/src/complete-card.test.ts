import { inlineEngine } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import type { Card } from "./card.js";
import { completeFromKnown, completeFromRecord, isWhole } from "./complete-card.js";
import { createSet } from "./create-set.js";
import { withEvent } from "./record/chain.js";
import { setIdOf, setPrefix } from "./set-id.js";

const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };
const made = createSet({ scheme: "p224", threshold: 2, total: 3 }, options);

async function bareCard(): Promise<Card> {
  const { about: _, proof: __, ...bare } = (await made).cards[1] as Card;
  return bare;
}

describe("from the record", () => {
  test("a bare card learns set, threshold, total and issue", async () => {
    const { record } = await made;
    const card = await completeFromRecord(await bareCard(), record);
    expect(card.about).toEqual({
      set: setPrefix(record.set.setId),
      threshold: 2,
      total: 3,
      issue: 1,
    });
    expect(isWhole(await bareCard())).toBe(false);
    expect(isWhole(card)).toBe(true);
  });

  test("what the card says itself stays, and typed rows are of the latest issue", async () => {
    const { cards, record } = await made;
    const at = "2026-11-24T12:00:00Z";
    const later = withEvent(record, { at, type: "reissued", card: { id: 2, issue: 2 } });
    expect((await completeFromRecord(cards[1] as Card, later)).about.issue).toBe(1);
    expect((await completeFromRecord(await bareCard(), later)).about.issue).toBe(2);
    const added = withEvent(record, { at, type: "added", card: { id: 4, issue: 1 } });
    expect((await completeFromRecord(cards[1] as Card, added)).about.total).toBe(3);
    expect((await completeFromRecord(await bareCard(), added)).about.total).toBe(4);
  });

  test("a card that is not as recorded gets nothing", async () => {
    const { cards, record } = await made;
    const [first, second] = cards as unknown as [Card, Card];
    await expect(
      completeFromRecord({ ...first, value: second.value }, record),
    ).rejects.toMatchObject({ code: "card-wrong" });
    using other = await createSet({ scheme: "p224", threshold: 2, total: 3 }, options);
    await expect(completeFromRecord(first, other.record)).rejects.toMatchObject({
      code: "card-wrong",
      message: "card 1 belongs to another set",
      hint: expect.stringContaining(`the card says ${first.about?.set.slice(0, 8)}`),
    });
    const about = { ...first.about, threshold: 3 } as Required<NonNullable<Card["about"]>>;
    await expect(completeFromRecord({ ...first, about }, record)).rejects.toMatchObject({
      code: "record-contradicted",
    });
  });
});

describe("from what people know", () => {
  test("a bare card takes what it is told", async () => {
    const { pbe } = await made;
    const known = { setId: setIdOf(pbe), threshold: 2, total: 3 };
    const { about } = completeFromKnown(await bareCard(), known);
    expect(about).toEqual({ set: setPrefix(known.setId), threshold: 2, total: 3, issue: 1 });
  });

  test("whatever is missing or contradicts the card is refused", async () => {
    const { pbe, cards } = await made;
    const setId = setIdOf(pbe);
    const bare = await bareCard();
    for (const known of [
      { threshold: 2, total: 3 },
      { setId, total: 3 },
      { setId, threshold: 2 },
    ]) {
      expect(() => completeFromKnown(bare, known)).toThrow(
        expect.objectContaining({ code: "card-bare" }),
      );
    }
    const card = cards[0] as Card;
    expect(completeFromKnown(card, {}).about).toEqual(card.about);
    expect(() => completeFromKnown(card, { threshold: 3 })).toThrow(
      expect.objectContaining({ code: "card-contradiction" }),
    );
    expect(() => completeFromKnown(card, { setId: setIdOf(Uint8Array.of(1)) })).toThrow(
      expect.objectContaining({ code: "mixed-sets" }),
    );
  });
});
