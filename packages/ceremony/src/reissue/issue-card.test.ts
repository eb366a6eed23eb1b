import { inlineEngine, parsePbe } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { describe, expect, test } from "vitest";
import { stockLines, stockSet } from "../../../../tests/support/stock-sets.js";
import type { Card } from "../card.js";
import { formatCardText, parseCardText } from "../card-text.js";
import { checkCard, replacedBy } from "../check-card.js";
import { createSet, createWithPassword, type NewSet } from "../create-set.js";
import { openWithQuorum } from "../open-set.js";
import { checkQuorum, passwordsOf } from "../quorum.js";
import { withEvent } from "../record/chain.js";
import { totalNow } from "../record/issued-cards.js";
import { formatRecord, parseRecord } from "../record/parse-record.js";
import type { SetRecord } from "../record/record.js";
import { type SetId, setIdOf } from "../set-id.js";
import { issueCard } from "./issue-card.js";
import { type CardOrder, type IssuingSet, issuingSetOf, planCard } from "./plan-card.js";

const engine = inlineEngine({ iterations: 3 });
const options = { engine, program: "test" };
const at = "2026-11-23T12:00:00Z";
const hexOf = (bytes: SecretBytes | undefined): string =>
  Buffer.from(bytes?.expose() ?? []).toString("hex");

/** Cards by their IDs. */
const pick = (cards: readonly Card[], ...ids: readonly number[]): Card[] =>
  ids.map((id) => cards.find((card) => card.id === id) as Card);

const withoutProof = ({ proof: _, ...card }: Card): Card => card;

async function issueTo(
  record: SetRecord,
  cards: readonly Card[],
  order: CardOrder,
): Promise<{ card: Card; record: SetRecord }> {
  const set = issuingSetOf(record);
  const { card, issued } = await issueCard(
    checkQuorum(cards, set.threshold),
    planCard(order, set),
    set,
  );
  return { card, record: withEvent(record, { at, ...issued }) };
}

const made = (scheme: "p224" | "sc-hsm"): Promise<NewSet> =>
  createSet(
    { scheme, threshold: 3, total: 5, custodians: ["Ada", "Grace", "Edsger", "Barbara", "Zoë"] },
    options,
  );

describe.each(["p224", "sc-hsm"] as const)("a %s set", (scheme) => {
  test("a recreated card has its old share under the next issue; both stay right", async () => {
    using set = await made(scheme);
    const [old] = pick(set.cards, 2) as [Card];
    const { card, record } = await issueTo(set.record, pick(set.cards, 1, 3, 5), {
      what: "recreate",
      id: 2,
    });
    expect(card).toMatchObject({ id: 2, about: { ...old.about, issue: 2 } });
    expect(hexOf(card.value)).toBe(hexOf(old.value));
    // A blinding value has to be the same; the salt of a lost card is lost with it.
    expect(hexOf(card.proof) === hexOf(old.proof)).toBe(scheme === "p224");
    expect(record.events.at(-1)).toMatchObject({ card: { id: 2, issue: 2 }, custodian: "Grace" });
    const read = parseRecord(formatRecord(record));
    expect(await checkCard(card, read)).toBe("intact");
    expect(await checkCard(old, read)).toBe("intact");
    expect([old, card].map((one) => replacedBy(one, read))).toEqual([2, undefined]);
    expect(totalNow(read)).toBe(5);
  });

  test("reissued once more, from a quorum with the reissued card, for somebody else", async () => {
    using set = await made(scheme);
    const first = await issueTo(set.record, pick(set.cards, 1, 3, 5), { what: "recreate", id: 2 });
    const quorum = [first.card, ...pick(set.cards, 1, 4)];
    const order = { what: "recreate", id: 2, custodian: "Hedy" } as const;
    const second = await issueTo(first.record, quorum, order);
    expect(second.record.events.at(-1)).toMatchObject({
      card: { id: 2, issue: 3 },
      custodian: "Hedy",
    });
    expect(await checkCard(second.card, second.record)).toBe("intact");
    expect(await checkCard(first.card, second.record)).toBe("intact");
  });

  test("an added card lies on the same polynomial, and opens with others", async () => {
    using set = await made(scheme);
    const order = { what: "add", custodian: "Hedy" } as const;
    const one = await issueTo(set.record, pick(set.cards, 1, 2, 3), order);
    const two = await issueTo(one.record, [...pick(set.cards, 4, 5), one.card], { what: "add" });
    expect([one.card.id, two.card.id, totalNow(two.record)]).toEqual([6, 7, 7]);
    expect(two.card.about).toMatchObject({ total: 7, threshold: 3, issue: 1 });
    const record = parseRecord(formatRecord(two.record));
    for (const card of [one.card, two.card]) expect(await checkCard(card, record)).toBe("intact");
    // Without a new record, p224's commitments cover it.
    const known = scheme === "p224" ? "unrecorded" : "unknown";
    expect(await checkCard(one.card, set.record)).toBe(known);
    const mixed = checkQuorum([one.card, two.card, ...pick(set.cards, 4)], 3);
    using opened = await openWithQuorum(parsePbe(set.pbe), mixed, engine);
    expect(opened.kcv).toBe(set.record.set.dkekShare.kcv);
  });
});

test("p224: too few blinding values make a card that no record proves, and the right value", async () => {
  using set = await made("p224");
  const [one, three, five] = pick(set.cards, 1, 3, 5) as [Card, Card, Card];
  const order = { what: "add" } as const;
  const blind = await issueTo(set.record, [one, three, withoutProof(five)], order);
  expect(blind.card.proof).toBeUndefined();
  expect(await checkCard(blind.card, blind.record)).toBe("no-proof");
  const sure = await issueTo(set.record, [one, three, five], order);
  expect(hexOf(blind.card.value)).toBe(hexOf(sure.card.value));
  // Three of four do.
  const four = [withoutProof(one), ...pick(set.cards, 2, 3, 5)];
  const proven = await issueTo(set.record, four, order);
  expect(hexOf(proven.card.proof)).toBe(hexOf(sure.card.proof));
});

test("sc-hsm: the salt is fresh each time, whatever the quorum lacks", async () => {
  using set = await made("sc-hsm");
  const bare = pick(set.cards, 1, 3, 5).map(withoutProof);
  const order = { what: "recreate", id: 2 } as const;
  const issues = await Promise.all([1, 2].map(() => issueTo(set.record, bare, order)));
  const salts = issues.map(({ card }) => hexOf(card.proof));
  expect(new Set([...salts, hexOf(pick(set.cards, 2)[0]?.proof)]).size).toBe(3);
  for (const { card, record } of issues) expect(await checkCard(card, record)).toBe("intact");
});

test("a set of the stock tool: any card is made again as the tool made it, without a proof", async () => {
  const stock = stockSet("shares-3of5");
  const set: IssuingSet = {
    setId: setIdOf(Buffer.from(stock.pbeHex, "hex")),
    threshold: 3,
    total: 5,
  };
  const card = (id: number): Card => parseCardText(stockLines(stock, id));
  const planned = planCard({ what: "recreate", id: 3 }, set);
  expect(planned).toEqual({ type: "reissued", card: { id: 3, issue: 2 } });
  using issue = await issueCard(checkQuorum([card(1), card(2), card(5)], 3), planned, set);
  expect(issue.card.proof).toBeUndefined();
  expect(issue.issued).toEqual(planned);
  expect(hexOf(issue.card.value)).toBe(hexOf(card(3).value));
  const added = planCard({ what: "add", custodian: "Hedy" }, set);
  using another = await issueCard(checkQuorum([card(1), card(3), card(4)], 3), added, set);
  expect(another.card.about).toMatchObject({ total: 6, threshold: 3, issue: 1 });
  const [candidate] = passwordsOf(checkQuorum([another.card, issue.card, card(2)], 3));
  expect(hexOf(candidate?.password)).toBe(stock.passwordHex);
});

test("what can't be: no such card, no ID left, no cards at all", async () => {
  using set = await made("p224");
  const whole = issuingSetOf(set.record);
  const full: IssuingSet = { setId: "ab".repeat(32) as SetId, threshold: 2, total: 255 };
  const refused = expect.objectContaining({ code: "bad-settings" });
  for (const id of [0, 6, 255]) {
    expect(() => planCard({ what: "recreate", id }, whole)).toThrow(refused);
  }
  expect(() => planCard({ what: "add" }, full)).toThrow(refused);
  expect(planCard({ what: "recreate", id: 255 }, full).card).toEqual({ id: 255, issue: 2 });
  using password = SecretBytes.own(Uint8Array.of(1, 2, 3));
  using plain = await createWithPassword(password, options);
  expect(() => issuingSetOf(plain.record)).toThrow(refused);
});

test("a quorum whose blinding values are not those of the record fails its own check", async () => {
  using set = await made("p224");
  const [one, three, five] = pick(set.cards, 1, 3, 5) as [Card, Card, Card];
  const proof = SecretBytes.own(new Uint8Array(28).fill(7));
  await expect(
    issueTo(set.record, [{ ...one, proof }, three, five], { what: "add" }),
  ).rejects.toThrow(expect.objectContaining({ code: "self-check-failed" }));
});

test("what is wiped leaves nothing of the card", async () => {
  using set = await made("p224");
  const about = issuingSetOf(set.record);
  const planned = planCard({ what: "add" }, about);
  const issue = await issueCard(checkQuorum(set.cards, 3), planned, about);
  const text = formatCardText(issue.card);
  expect(JSON.stringify(issue.issued)).not.toContain(hexOf(issue.card.value));
  expect(text).toContain(hexOf(issue.card.value));
  issue[Symbol.dispose]();
  expect(() => issue.card.value.expose()).toThrow();
});
