import { explainShares, locateErrors, shareAt } from "@dkek/sss";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Card, shareOf } from "../card.js";
import { type CardProgress, type CardVerdict, checkCards, replacedBy } from "../check-card.js";
import { recordedCards, totalNow } from "../record/issued-cards.js";
import type { SetRecord } from "../record/record.js";
import { nameOf } from "./assign-cards.js";
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

const VERDICTS: Readonly<Record<Unproven, Omit<Finding, "subject">>> = {
  wrong: { status: "wrong", text: "is not the card that the record knows: a digit of it is wrong" },
  "other-set": { status: "wrong", text: "belongs to another set: so its prime or set ID says" },
  unknown: { status: "wrong", text: "the record knows no such card, or no such issue of it" },
  "no-proof": {
    status: "unproven",
    text: "can't be proven by the record: the card's blinding or salt was not given",
  },
};

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
      : [{ ...VERDICTS[verdict], ...orNewer(card, record, verdict), subject: nameOf(card) }];
  });
  const cards = given.filter(
    (card, place) => right.includes(card) || verdictOf(place) === "no-proof",
  );
  return { cards, right, findings };
}

/** What was typed names no issue, and in an `sc-hsm` set each issue has a salt of its own. */
function orNewer(
  { it }: Named<Card>,
  { set: { sharing } }: SetRecord,
  verdict: CardVerdict,
): Partial<Finding> {
  const mayBe =
    verdict === "wrong" && sharing?.scheme === "sc-hsm" && it.about?.issue === undefined;
  return mayBe
    ? { text: `${VERDICTS.wrong.text}, or it is newer than this copy of the record` }
    : {};
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
    const lacks = isIdKnown ? `issue ${about?.issue}` : `card ${id}`;
    const text = `its numbers are proven; this copy of the record knows no ${lacks}: get a newer one`;
    return proven(nameOf(card), text);
  }
  const proof = record.set.sharing?.scheme === "sc-hsm" ? "salt" : "blinding";
  const later = replacedBy(card.it, record);
  const now = later === undefined ? "" : `; replaced by issue ${later}`;
  const text = `belongs to the set, and its value and ${proof} are right (by the record)${now}`;
  return proven(nameOf(card), text);
}

/** The record's proof covers a card's numbers, not what it says of the set. */
function saysOtherwise(card: Named<Card>, record: SetRecord): Finding[] {
  const findings: Finding[] = [];
  const { threshold: said, total = 0 } = card.it.about ?? {};
  const recorded = record.set.sharing?.threshold;
  if (said !== undefined && said !== recorded) {
    const text = `says that ${said} cards are needed, and the record that ${recorded} are`;
    findings.push(wrong(nameOf(card), text));
  }
  // A set only grows: a smaller total is an older one, a larger one is newer than the record.
  const known = totalNow(record);
  if (total > known) {
    const text = `says that there are ${total} cards, and the record knows ${known}: its total is wrong, or there is a newer copy of the record`;
    findings.push(unproven(nameOf(card), text));
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
    const text = "they have different primes: cards of different sets, or a prime copied wrongly";
    return { cards: [], findings: [wrong(counted(given), text)] };
  }
  const text = "has another prime than most: it belongs to another set, or was copied wrongly";
  const others = given.filter(({ it }) => it.field.prime !== usual);
  return {
    cards: withPrime(usual),
    findings: others.map((card) => wrong(nameOf(card), text)),
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
      ...same.map((card) => unproven(nameOf(card), `the same card as ${first.name}: counts once`)),
    );
    const different = others.filter((card) => !same.includes(card));
    if (different.length === 0) {
      kept.push(first);
    } else if (right.includes(first)) {
      kept.push(first);
      const text = `share ID ${id} was given twice, and ${first.name} is the right one`;
      findings.push(...different.map((card) => wrong(nameOf(card), text)));
    } else {
      const names = doubles.map(({ name }) => name).join(", ");
      const text = `share ID ${id} was given twice, with different values: one of them is wrong, and neither was used`;
      findings.push(wrong(names, text));
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
  const text = `they contradict each other: ${said.join(" or ")} cards are needed`;
  return { threshold: undefined, findings: [wrong(counted(cards), text)] };
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
        ? proven(nameOf(card), "fits the cards that the record proves: its value is right")
        : wrong(nameOf(card), "does not fit the cards that the record proves: a digit is wrong"),
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
  const subject = counted(cards);
  if (cards.length === 0) {
    return { cards, threshold, findings: [unproven(subject, "none of them may be right")] };
  }
  if (threshold !== undefined && cards.length < threshold) {
    const text = `too few to open the set: ${threshold - cards.length} more of the ${threshold} that are needed`;
    return { cards, threshold, findings: [unproven(subject, text)] };
  }
  if (cards.length < 2) {
    const text = "too few to be checked against each other, and a set takes at least 2";
    return { cards, threshold, findings: [unproven(subject, text)] };
  }
  if (new Set(cards.map(({ it }) => hexOf(it))).size === 1) {
    const text =
      "all have the same value, and no two cards of a set have: it was typed under several IDs";
    return { cards: [], threshold, findings: [wrong(subject, text)] };
  }
  const shares = cards.map(({ it }) => shareOf(it));
  const explanations =
    threshold === undefined ? explainShares(shares) : [locateErrors(shares, threshold)];
  const [explanation, ...others] = explanations;
  if (others.length > 0) {
    const text =
      "they can be read in more than one way: some have the same mistake, or were made to agree";
    return { cards: [], threshold, findings: [wrong(subject, text)] };
  }
  if (explanation === undefined) {
    return threshold === undefined
      ? { cards, threshold, findings: [unproven(subject, nothingShown(cards.length))] }
      : {
          cards: [],
          threshold,
          findings: [wrong(subject, contradiction(cards.length, threshold))],
        };
  }
  const bad = cards.filter(({ it }) => explanation.wrong.includes(it.id));
  const good = cards.filter((card) => !bad.includes(card));
  const text =
    "contradicts the other cards: it was copied wrongly, has another ID, or belongs to another set";
  return {
    cards: good,
    threshold: explanation.threshold,
    findings: [
      ...bad.map((card) => wrong(nameOf(card), text)),
      explanation.surplus > 0
        ? proven(
            counted(good),
            `consistent with each other: any ${explanation.threshold} of them restore the same number, as cards that were altered together would`,
          )
        : unproven(
            counted(good),
            `just as many as are needed: ${explanation.threshold} cards always fit each other`,
          ),
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
  const others = cards.filter((card) => !right.includes(card)).map(nameOf);
  const names = right.map(nameOf).join(", ");
  const which =
    right.length === 1 ? "which the record proves" : "which the record proves, together";
  const text = `contradicts ${names}, ${which}: this card, or another that is not proven, was copied wrongly or belongs to another set`;
  return {
    cards: right,
    right,
    threshold,
    findings: others.map((name) => wrong(name, text)),
  };
}

function nothingShown(count: number): string {
  if (count < 2)
    return "nothing shows how many cards are needed: the .pbe or the record would tell";
  return `nothing shows how many cards are needed, and ${count} cards always fit each other for the threshold ${count}: more of them, the .pbe or the record would tell`;
}

function contradiction(count: number, threshold: number): string {
  const tells = threshold + 2;
  return count < tells
    ? `they contradict each other: at least one is wrong. Which one, ${tells} cards would tell`
    : "they contradict each other, and too many are wrong to tell which";
}

function counted({ length }: readonly unknown[]): string {
  if (length === 0) return "the cards";
  return length === 1 ? "1 card" : `${length} cards`;
}

/** Copies of one card: they have the same ID and value. */
export function isSameCard(a: Card, b: Card): boolean {
  return a.id === b.id && a.field.prime === b.field.prime && hexOf(a) === hexOf(b);
}

function hexOf({ value }: Card): string {
  return bytesToHex(value.expose());
}
