import { explainShares, locateErrors } from "@dkek/sss";
import { type Card, shareOf } from "../card.js";
import { type CardVerdict, checkCard } from "../check-card.js";
import type { SetRecord } from "../record/record.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import type { Named } from "./material.js";

/** The cards that may be right, and what was found of all. */
export interface AuditedCards {
  readonly cards: readonly Named<Card>[];
  /** How many cards restore the set; undefined: nothing tells it. */
  readonly threshold: number | undefined;
  /** Whether each of `cards` was proven by the record, one by one. */
  readonly allProven: boolean;
  readonly findings: readonly Finding[];
}

/** Checks the cards of one set: each against the record, if there is one, then all against each other. */
export async function auditCards(
  given: readonly Named<Card>[],
  record: SetRecord | undefined,
): Promise<AuditedCards> {
  const alone = record === undefined ? asTheyAre(given) : await againstRecord(given, record);
  const distinct = withoutDoubles(alone.cards);
  const threshold =
    record?.set.sharing?.threshold ??
    distinct.cards.find(({ it }) => it.about?.threshold !== undefined)?.it.about?.threshold;
  const together = againstEachOther(distinct.cards, threshold);
  return {
    ...together,
    allProven: alone.allProven,
    findings: [...alone.findings, ...distinct.findings, ...together.findings],
  };
}

type Judged = Pick<AuditedCards, "cards" | "findings">;

function asTheyAre(cards: readonly Named<Card>[]): Judged & { allProven: boolean } {
  return { cards, findings: [], allProven: false };
}

const VERDICTS: Readonly<Record<CardVerdict, Omit<Finding, "subject">>> = {
  intact: {
    status: "proven",
    text: "belongs to the set, and every digit is right (by the record)",
  },
  wrong: { status: "wrong", text: "is not the card that the record knows: a digit of it is wrong" },
  "other-set": { status: "wrong", text: "belongs to another set" },
  unknown: { status: "wrong", text: "the record knows no such card, or no such issue of it" },
  "no-proof": {
    status: "unproven",
    text: "can't be proven alone: its blinding or salt was not given",
  },
};

async function againstRecord(
  given: readonly Named<Card>[],
  record: SetRecord,
): Promise<Judged & { allProven: boolean }> {
  const verdicts = await Promise.all(given.map(({ it }) => checkCard(it, record)));
  const findings = given.map(({ name, it }, place) => ({
    ...VERDICTS[verdicts[place] ?? "no-proof"],
    subject: nameOf(name, it),
  }));
  return {
    cards: given.filter((_, place) => ["intact", "no-proof"].includes(verdicts[place] ?? "")),
    findings,
    allProven: verdicts.every((verdict) => verdict === "intact"),
  };
}

/** One card for each ID; the same ID with two values is wrong, with one value it is only superfluous. */
function withoutDoubles(cards: readonly Named<Card>[]): Judged {
  const byId = new Map<number, Named<Card>>();
  const findings: Finding[] = [];
  for (const card of cards) {
    const first = byId.get(card.it.id);
    if (first === undefined) byId.set(card.it.id, card);
    else
      findings.push(wrong(card.name, `share ID ${card.it.id} was given twice (see ${first.name})`));
  }
  return { cards: [...byId.values()], findings };
}

/** More cards than are needed must agree with each other. */
function againstEachOther(
  cards: readonly Named<Card>[],
  threshold: number | undefined,
): Omit<AuditedCards, "allProven"> {
  const subject = cards.length === 1 ? "1 card" : `${cards.length} cards`;
  if (cards.some(({ it }) => it.field.prime !== cards[0]?.it.field.prime)) {
    const text = "they have different primes: cards of different sets, or a prime copied wrongly";
    return { cards: [], threshold, findings: [wrong(subject, text)] };
  }
  const shares = cards.map(({ it }) => shareOf(it));
  if (threshold !== undefined && cards.length < threshold) {
    const more = threshold - cards.length;
    const text = `too few to open the set: ${more} more of the ${threshold} that are needed`;
    return { cards, threshold, findings: [unproven(subject, text)] };
  }
  if (cards.length < 2) return { cards, threshold, findings: [] };
  const explanations =
    threshold === undefined ? explainShares(shares) : [locateErrors(shares, threshold)];
  const [explanation, ...others] = explanations;
  if (others.length > 0) {
    const text = "they can be read in more than one way: some were made to agree";
    return { cards: [], threshold, findings: [wrong(subject, text)] };
  }
  if (explanation === undefined) {
    return threshold === undefined
      ? { cards, threshold, findings: [] }
      : {
          cards: [],
          threshold,
          findings: [wrong(subject, contradiction(cards.length, threshold))],
        };
  }
  const bad = cards.filter(({ it }) => explanation.wrong.includes(it.id));
  return {
    cards: cards.filter((card) => !bad.includes(card)),
    threshold: explanation.threshold,
    findings: [
      ...bad.map(({ name, it }) =>
        wrong(
          nameOf(name, it),
          "contradicts the other cards: it was copied wrongly, or belongs to another set",
        ),
      ),
      ...(explanation.surplus > 0
        ? [proven(subject, agreement(cards.length - bad.length, explanation.threshold))]
        : []),
    ],
  };
}

function agreement(count: number, threshold: number): string {
  return `${count} of them agree with each other: any ${threshold} restore the same number. That they are the right ones, only opening the .pbe can show`;
}

function contradiction(count: number, threshold: number): string {
  const tells = threshold + 2;
  return count < tells
    ? `they contradict each other: at least one is wrong. Which one, ${tells} cards would tell`
    : "they contradict each other, and too many are wrong to tell which";
}

function nameOf(name: string, { id }: Card): string {
  return `${name} (card ${id})`;
}
