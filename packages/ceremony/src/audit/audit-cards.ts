import { explainShares, locateErrors, shareAt } from "@dkek/sss";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Card, shareOf } from "../card.js";
import { type CardProgress, type CardVerdict, checkCards, replacedBy } from "../check-card.js";
import { recordedCards, totalNow } from "../record/issued-cards.js";
import type { SetRecord } from "../record/record.js";
import { cardsNamed } from "./assign-cards.js";
import type { AuditFact } from "./audit-fact.js";
import type { AuditSubject } from "./audit-subject.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import type { Named } from "./material.js";

/** The cards that may be right, and what was found of all. */
export interface AuditedCards {
  readonly cards: readonly Named<Card>[];
  /** Those that the record proves, or others that it does. */
  readonly right: readonly Named<Card>[];
  /** How many cards restore the set; undefined: nothing tells it. */
  readonly threshold: number | undefined;
  readonly findings: readonly Finding[];
}

/** Checks the cards of one set: each against the record, if there is one, then all against each other. */
export async function auditCards(
  given: readonly Named<Card>[],
  record: SetRecord | undefined,
  onProgress?: CardProgress,
): Promise<AuditedCards> {
  if (given.length === 0) {
    return { cards: [], right: [], threshold: record?.set.sharing?.threshold, findings: [] };
  }
  const alone =
    record === undefined
      ? { ...ofOnePrime(given), right: [] }
      : await againstRecord(given, record, onProgress);
  const distinct = withoutDoubles(alone.cards, alone.right);
  const { threshold, findings } = thresholdOf(distinct.cards, record);
  const right = distinct.cards.filter((card) => alone.right.includes(card));
  const together =
    threshold !== undefined && right.length >= threshold
      ? againstProven(distinct.cards, right, threshold)
      : besideProven(distinct.cards, right, threshold);
  return {
    ...together,
    findings: [...alone.findings, ...distinct.findings, ...findings, ...together.findings],
  };
}

type Judged = Pick<AuditedCards, "cards" | "findings">;

type Unproven = Exclude<CardVerdict, "intact" | "unrecorded">;

/** What is found of a card that the record does not prove. */
function refusal(card: Named<Card>, record: SetRecord, verdict: Unproven): Finding {
  const about = cardsNamed(card);
  switch (verdict) {
    case "wrong":
      return wrong(about, { what: "card-wrong", mayBeNewer: mayBeNewer(card, record) });
    case "other-set":
      return wrong(about, { what: "card-of-other-set" });
    case "unknown":
      return wrong(about, { what: "card-unknown" });
    case "no-proof":
      return unproven(about, { what: "card-without-proof" });
  }
}

async function againstRecord(
  given: readonly Named<Card>[],
  record: SetRecord,
  onProgress: CardProgress | undefined,
): Promise<Judged & { right: readonly Named<Card>[] }> {
  const verdicts = await checkCards(
    given.map(({ it }) => it),
    record,
    onProgress,
  );
  const verdictOf = (place: number): CardVerdict => verdicts[place] ?? "no-proof";
  const right = given.filter((_, place) => isRight(verdictOf(place)));
  const findings = given.flatMap((card, place) => {
    const verdict = verdictOf(place);
    return isRight(verdict)
      ? [provenBy(record, card, verdict), ...saysOtherwise(card, record)]
      : [refusal(card, record, verdict)];
  });
  const cards = given.filter(
    (card, place) => right.includes(card) || verdictOf(place) === "no-proof",
  );
  return { cards, right, findings };
}

/** What was typed names no issue, and in an `sc-hsm` set each issue has a salt of its own. */
function mayBeNewer({ it }: Named<Card>, { set: { sharing } }: SetRecord): boolean {
  return sharing?.scheme === "sc-hsm" && it.about?.issue === undefined;
}

function isRight(verdict: CardVerdict): verdict is Exclude<CardVerdict, Unproven> {
  return verdict === "intact" || verdict === "unrecorded";
}

function provenBy(
  record: SetRecord,
  card: Named<Card>,
  verdict: Exclude<CardVerdict, Unproven>,
): Finding {
  const { id, about } = card.it;
  if (verdict === "unrecorded") {
    const isIdKnown = recordedCards(record).some((known) => known.id === id);
    const fact: AuditFact = isIdKnown
      ? { what: "issue-unrecorded", issue: about?.issue }
      : { what: "card-unrecorded", id };
    return proven(cardsNamed(card), fact);
  }
  const scheme = record.set.sharing?.scheme;
  const later = replacedBy(card.it, record);
  return proven(cardsNamed(card), { what: "card-right", scheme, replacedBy: later });
}

/** The record's proof covers a card's numbers, not what it says of the set. */
function saysOtherwise(card: Named<Card>, record: SetRecord): Finding[] {
  const findings: Finding[] = [];
  const { threshold: said, total = 0 } = card.it.about ?? {};
  const recorded = record.set.sharing?.threshold;
  if (said !== undefined && said !== recorded) {
    findings.push(wrong(cardsNamed(card), { what: "threshold-unlike-record", said, recorded }));
  }
  // A set only grows: a smaller total is an older one, a larger one is newer than the record.
  const known = totalNow(record);
  if (total > known) {
    const fact: AuditFact = { what: "total-above-record", said: total, recorded: known };
    findings.push(unproven(cardsNamed(card), fact));
  }
  return findings;
}

/** Without a record, most cards tell the prime; one that has another is wrong. */
function ofOnePrime(given: readonly Named<Card>[]): Judged {
  const withPrime = (prime: bigint) => given.filter(({ it }) => it.field.prime === prime);
  const primes = new Set(given.map(({ it }) => it.field.prime));
  if (primes.size === 1) return { cards: given, findings: [] };
  const usual = [...primes].find((prime) => 2 * withPrime(prime).length > given.length);
  if (usual === undefined) {
    return { cards: [], findings: [wrong(together(given), { what: "primes-differ" })] };
  }
  const others = given.filter(({ it }) => it.field.prime !== usual);
  return {
    cards: withPrime(usual),
    findings: others.map((card) => wrong(cardsNamed(card), { what: "prime-unlike-most" })),
  };
}

/** One card for each ID: the proven one, if one is. The same card twice counts once. */
function withoutDoubles(cards: readonly Named<Card>[], right: readonly Named<Card>[]): Judged {
  const kept: Named<Card>[] = [];
  const findings: Finding[] = [];
  for (const id of new Set(cards.map(({ it }) => it.id))) {
    const doubles = cards.filter(({ it }) => it.id === id);
    const first = doubles.find((card) => right.includes(card)) ?? (doubles[0] as Named<Card>);
    const others = doubles.filter((card) => card !== first);
    const same = others.filter(({ it }) => hexOf(it) === hexOf(first.it));
    findings.push(
      ...same.map((card) => unproven(cardsNamed(card), { what: "card-twice", first: first.name })),
    );
    const different = others.filter((card) => !same.includes(card));
    if (different.length === 0) {
      kept.push(first);
    } else if (right.includes(first)) {
      kept.push(first);
      const fact: AuditFact = { what: "id-twice-one-right", id, right: first.name };
      findings.push(...different.map((card) => wrong(cardsNamed(card), fact)));
    } else {
      const names = doubles.map(({ name }) => name).join(", ");
      findings.push(wrong(names, { what: "id-twice", id }));
    }
  }
  return { cards: kept, findings };
}

/** From the record, or else as the cards say it, if they agree on it. */
function thresholdOf(
  cards: readonly Named<Card>[],
  record: SetRecord | undefined,
): { threshold: number | undefined; findings: Finding[] } {
  const recorded = record?.set.sharing?.threshold;
  if (recorded !== undefined) return { threshold: recorded, findings: [] };
  const said = [...new Set(cards.flatMap(({ it }) => it.about?.threshold ?? []))];
  if (said.length < 2) return { threshold: said[0], findings: [] };
  const finding = wrong(together(cards), { what: "thresholds-differ", said });
  return { threshold: undefined, findings: [finding] };
}

/** As many cards as are needed are known to be right: they tell what every other one must be. */
function againstProven(
  cards: readonly Named<Card>[],
  right: readonly Named<Card>[],
  threshold: number,
): AuditedCards {
  const known = right.slice(0, threshold).map(({ it }) => shareOf(it));
  const findings: Finding[] = [];
  const fitting = cards.filter((card) => {
    if (right.includes(card)) return true;
    const { value } = shareAt(known, card.it.id);
    const fits = bytesToHex(value) === hexOf(card.it);
    value.fill(0);
    findings.push(
      fits
        ? proven(cardsNamed(card), { what: "fits-proven-cards" })
        : wrong(cardsNamed(card), { what: "unlike-proven-cards" }),
    );
    return fits;
  });
  return { cards: fitting, right: fitting, threshold, findings };
}

/** More cards than are needed must agree with each other. */
function againstEachOther(
  cards: readonly Named<Card>[],
  threshold: number | undefined,
): Omit<AuditedCards, "right"> {
  const subject = together(cards);
  const open = (fact: AuditFact) => ({ cards, threshold, findings: [unproven(subject, fact)] });
  const refused = (fact: AuditFact) => ({ cards: [], threshold, findings: [wrong(subject, fact)] });
  if (cards.length === 0) return open({ what: "none-may-be-right" });
  if (threshold !== undefined && cards.length < threshold) {
    return open({ what: "too-few-for-set", missing: threshold - cards.length, threshold });
  }
  if (cards.length < 2) return open({ what: "too-few-to-compare" });
  if (new Set(cards.map(({ it }) => hexOf(it))).size === 1) {
    return refused({ what: "all-of-one-value" });
  }
  const shares = cards.map(({ it }) => shareOf(it));
  const explanations =
    threshold === undefined ? explainShares(shares) : [locateErrors(shares, threshold)];
  const [explanation, ...others] = explanations;
  if (others.length > 0) return refused({ what: "several-readings" });
  if (explanation === undefined) {
    return threshold === undefined
      ? open({ what: "threshold-unknown", count: cards.length })
      : refused(contradiction(cards.length, threshold));
  }
  const bad = cards.filter(({ it }) => explanation.wrong.includes(it.id));
  const good = cards.filter((card) => !bad.includes(card));
  const needed = explanation.threshold;
  return {
    cards: good,
    threshold: needed,
    findings: [
      ...bad.map((card) => wrong(cardsNamed(card), { what: "contradicts-others" })),
      explanation.surplus > 0
        ? proven(together(good), { what: "cards-agree", threshold: needed })
        : unproven(together(good), { what: "cards-just-enough", threshold: needed }),
    ],
  };
}

/** The record's word stands: cards that it does not prove never outvote one that it does. */
function besideProven(
  cards: readonly Named<Card>[],
  right: readonly Named<Card>[],
  threshold: number | undefined,
): AuditedCards {
  const judged = againstEachOther(cards, threshold);
  return right.every((card) => judged.cards.includes(card))
    ? { ...judged, right }
    : againstRight(cards, right, threshold);
}

function againstRight(
  cards: readonly Named<Card>[],
  right: readonly Named<Card>[],
  threshold: number | undefined,
): AuditedCards {
  const others = cards.filter((card) => !right.includes(card));
  const known = right.map(({ name, it }) => ({ name, id: it.id }));
  return {
    cards: right,
    right,
    threshold,
    findings: others.map((card) =>
      wrong(cardsNamed(card), { what: "contradicts-proven", proven: known }),
    ),
  };
}

function contradiction(count: number, threshold: number): AuditFact {
  const tells = threshold + 2;
  return { what: "cards-contradict", tells: count < tells ? tells : undefined };
}

function together({ length }: readonly unknown[]): AuditSubject {
  return { what: "cards-together", count: length };
}

/** Copies of one card: they have the same ID and value. */
export function isSameCard(a: Card, b: Card): boolean {
  return a.id === b.id && a.field.prime === b.field.prime && hexOf(a) === hexOf(b);
}

function hexOf({ value }: Card): string {
  return bytesToHex(value.expose());
}
