import { inlineEngine } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import type { Card } from "../card.js";
import { checkCard } from "../check-card.js";
import { createSet, type NewSet } from "../create-set.js";
import { checkQuorum } from "../quorum.js";
import { withEvent } from "../record/chain.js";
import { formatRecord, parseRecord } from "../record/parse-record.js";
import type { SetRecord } from "../record/record.js";
import { confirmIssue, newCardAmong } from "./confirm-issue.js";
import { issueCard } from "./issue-card.js";
import { groupedNumber, oneTimeNumber } from "./one-time-number.js";
import { formatPending, type PendingReissue, parsePending } from "./pending-reissue.js";
import { type CardOrder, issuingSetOf, planCard } from "./plan-card.js";

const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };
const now = new Date("2026-11-24T12:00:00Z");

async function pendingFor(
  { cards, record }: Pick<NewSet, "cards" | "record">,
  order: CardOrder,
): Promise<{ card: Card; pending: PendingReissue }> {
  const set = issuingSetOf(record);
  const quorum = checkQuorum(cards.slice(0, set.threshold), set.threshold);
  const { card, issued } = await issueCard(quorum, planCard(order, set), set);
  const pending: PendingReissue = {
    format: "dkek-reissue",
    version: 1,
    number: "417093",
    at: now.toISOString(),
    setId: record.set.setId,
    issued,
  };
  return { card, pending: parsePending(formatPending(pending)) };
}

const typesOf = ({ events }: SetRecord): string[] => events.map(({ type }) => type);
const rejected = (code: string) => expect.objectContaining({ code });

describe.each(["p224", "sc-hsm"] as const)("a new card of a %s set", (scheme) => {
  const make = (): Promise<NewSet> => createSet({ scheme, threshold: 2, total: 3 }, options);

  test.each<CardOrder>([
    { what: "recreate", id: 2 },
    { what: "add", custodian: "Hedy" },
  ])("%j is on record, and that it was proofread", async (order) => {
    using set = await make();
    const { card, pending } = await pendingFor(set, order);
    const { record, isProven } = await confirmIssue(card, pending, set.record, now);
    expect(isProven).toBe(true);
    const type = order.what === "add" ? "added" : "reissued";
    expect(typesOf(record)).toEqual(["created", type, "proofread"]);
    expect(record.events.at(-1)).toMatchObject({ card: pending.issued.card });
    expect(await checkCard(card, parseRecord(formatRecord(record)))).toBe("intact");
  });

  test("confirmed twice, it is issued once", async () => {
    using set = await make();
    const { card, pending } = await pendingFor(set, { what: "add" });
    const once = await confirmIssue(card, pending, set.record, now);
    const twice = await confirmIssue(card, pending, once.record, now);
    expect(typesOf(twice.record)).toEqual(["created", "added", "proofread", "proofread"]);
  });

  test("the record may have grown meanwhile, but not by this card", async () => {
    using set = await make();
    const at = now.toISOString();
    const { card, pending } = await pendingFor(set, { what: "recreate", id: 2 });
    const noted = withEvent(set.record, { at, type: "noted", text: "moved to the other safe" });
    expect(typesOf((await confirmIssue(card, pending, noted, now)).record)).toEqual([
      "created",
      "noted",
      "reissued",
      "proofread",
    ]);
    const other = await pendingFor(set, { what: "recreate", id: 2 });
    const later = await pendingFor({ ...set, record: noted }, { what: "add" });
    const first = await confirmIssue(other.card, other.pending, noted, now);
    const second = await confirmIssue(later.card, later.pending, first.record, now);
    expect(typesOf(second.record).filter((type) => type !== "proofread")).toEqual([
      "created",
      "noted",
      "reissued",
      "added",
    ]);
    const third = await pendingFor({ ...set, record: first.record }, { what: "recreate", id: 2 });
    const fourth = await confirmIssue(third.card, third.pending, second.record, now);
    // A p224 card is the same as the one that got ahead of it; an sc-hsm card is not.
    const late = confirmIssue(card, pending, fourth.record, now);
    if (scheme === "sc-hsm") await expect(late).rejects.toThrow(rejected("pending-outdated"));
    else expect(typesOf((await late).record).at(-1)).toBe("proofread");
  });

  test("another card, and a wrong digit, are refused", async () => {
    using set = await make();
    const { card, pending } = await pendingFor(set, { what: "recreate", id: 2 });
    const [first, old] = set.cards as unknown as [Card, Card];
    expect(() => newCardAmong([first], pending)).toThrow(rejected("card-wrong"));
    expect(() => newCardAmong([first, old], pending)).toThrow(/is issue 1, and the new one is/);
    expect(newCardAmong([first, card], pending)).toBe(card);
    const wrong = { ...card, value: first.value };
    await expect(confirmIssue(wrong, pending, set.record, now)).rejects.toThrow(
      rejected("card-wrong"),
    );
    using other = await make();
    await expect(confirmIssue(card, pending, other.record, now)).rejects.toThrow(
      rejected("record-of-another-set"),
    );
  });

  test("typed rows name no issue: the salt tells an old card from the new one", async () => {
    using set = await make();
    const { card, pending } = await pendingFor(set, { what: "recreate", id: 2 });
    const typed = ({ about, ...rest }: Card): Card => ({
      ...rest,
      ...(about === undefined ? {} : { about: { set: about.set } }),
    });
    const { proof: _, ...bare } = typed(card);
    expect(await confirmIssue(bare, pending, set.record, now)).toMatchObject({ isProven: false });
    expect(await confirmIssue(typed(card), pending, set.record, now)).toMatchObject({
      isProven: true,
    });
    const [, old] = set.cards as unknown as [Card, Card];
    if (scheme === "sc-hsm") {
      await expect(confirmIssue(typed(old), pending, set.record, now)).rejects.toThrow(
        rejected("card-wrong"),
      );
    }
  });
});

test.each([
  ["no JSON", "417093"],
  ["nothing", ""],
  ["another format", '{"format":"dkek-record"}'],
  ["an unknown key", { more: 1 }],
  ["a short number", { number: "41709" }],
  ["an event of another kind", { issued: { type: "imported", card: { id: 1, issue: 2 } } }],
  ["a card 0", { issued: { type: "added", card: { id: 0, issue: 1 } } }],
  [
    "a custodian with a line break",
    { issued: { type: "added", card: { id: 4, issue: 1 }, custodian: "A\n" } },
  ],
])("the note of a new card with %s is refused", (_what, change) => {
  const whole = {
    format: "dkek-reissue",
    version: 1,
    number: "417093",
    at: now.toISOString(),
    setId: "ab".repeat(32),
    issued: { type: "added", card: { id: 4, issue: 1 } },
  };
  expect(parsePending(JSON.stringify(whole))).toEqual(whole);
  const text = typeof change === "string" ? change : JSON.stringify({ ...whole, ...change });
  expect(() => parsePending(text)).toThrow(rejected("pending-malformed"));
});

test("the number is uniform: what would make some digits more likely is drawn again", () => {
  const draws = [0xffff_ffff, 4_294_000_000, 4_293_999_999, 5];
  const random = (): Uint8Array => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, draws.shift() ?? 0);
    return bytes;
  };
  expect([oneTimeNumber(random), oneTimeNumber(random)]).toEqual(["999999", "000005"]);
  expect(groupedNumber("417093")).toBe("417 093");
});
