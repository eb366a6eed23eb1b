import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { type Card, shareOf } from "./card.js";
import { cardHash } from "./card-hash.js";
import { latestCards, type RecordedCard, recordedCards } from "./record/issued-cards.js";
import type { SetRecord } from "./record/record.js";
import { belongsTo } from "./set-id.js";

/**
 * What the record tells of a card alone, without the `.pbe` and without other cards.
 *
 * - `intact`: it belongs to the set, and its value and its blinding or salt are right.
 * - `unrecorded`: the same, but the record knows no such card, or no such issue of it: this copy of the
 *   record is older than the card. `p224` only, where the commitments prove every card there can be.
 * - `wrong`: it names this set, and is not what the record holds.
 * - `other-set`: it belongs to another one.
 * - `unknown`: the record knows no such card, or no such issue of it, and can't prove it.
 * - `no-proof`: the card has no blinding value or salt with it, so nothing can be told.
 */
export type CardVerdict = "intact" | "unrecorded" | "wrong" | "other-set" | "unknown" | "no-proof";

/** Checks a card against the record of its set. */
export async function checkCard(card: Card, record: SetRecord): Promise<CardVerdict> {
  const [verdict = "no-proof"] = await checkCards([card], record);
  return verdict;
}

/** Told the fraction of the cards that were looked at: from 0 to 1, and again if one is wrong. */
export type CardProgress = (fraction: number) => void;

/**
 * The same for many cards, in the order given: those of a `p224` set in little more time than one
 * takes, unless one is wrong.
 */
export async function checkCards(
  cards: readonly Card[],
  record: SetRecord,
  onProgress?: CardProgress,
): Promise<CardVerdict[]> {
  const verdicts = cards.map((card) => withoutProof(card, record));
  const provable = cards.filter((_, place) => verdicts[place] === undefined);
  const wrong = await wrongCards(provable, record, onProgress);
  return cards.map((card, place) => verdicts[place] ?? byProof(card, record, wrong.has(card)));
}

function byProof(card: Card, record: SetRecord, isWrong: boolean): CardVerdict {
  const isRecorded = issuesOf(card, record).length > 0;
  if (!isWrong) return isRecorded ? "intact" : "unrecorded";
  return isRecorded ? "wrong" : "unknown";
}

/** What can be told before any arithmetic; undefined: the card's proof must tell. */
function withoutProof(card: Card, record: SetRecord): CardVerdict | undefined {
  const { setId, sharing } = record.set;
  const { about, field, proof } = card;
  if (sharing === undefined || field.prime.toString(16) !== sharing.prime) return "other-set";
  if (about !== undefined && !belongsTo(about.set, setId)) return "other-set";
  const isProvable = sharing.scheme === "p224" && proof !== undefined;
  if (issuesOf(card, record).length === 0 && !isProvable) return "unknown";
  return proof === undefined ? "no-proof" : undefined;
}

/** The issues that a card may be: all of its ID, where it does not say which (typed rows don't). */
function issuesOf({ id, about }: Card, record: SetRecord): RecordedCard[] {
  const issues = recordedCards(record).filter((known) => known.id === id);
  return about?.issue === undefined ? issues : issues.filter(({ issue }) => issue === about.issue);
}

/** The issue that a card with a proof is; undefined: nothing tells it. */
function issueOf(card: Card, record: SetRecord): number | undefined {
  if (card.about?.issue !== undefined) return card.about.issue;
  if (record.set.sharing?.scheme !== "sc-hsm" || card.proof === undefined) return undefined;
  const hash = cardHash(record.set.setId, card, proofOf(card));
  return issuesOf(card, record).find(({ cardHash }) => cardHash === hash)?.issue;
}

/** The issue that replaced an intact card; undefined: none did, as far as can be told. */
export function replacedBy(card: Card, record: SetRecord): number | undefined {
  const issue = issueOf(card, record);
  const latest = latestCards(record).find(({ id }) => id === card.id)?.issue ?? 0;
  return issue !== undefined && issue < latest ? latest : undefined;
}

/** Those of the cards, all with a proof, that are not what the record holds. */
async function wrongCards(
  cards: readonly Card[],
  record: SetRecord,
  onProgress: CardProgress = () => {},
): Promise<Set<Card>> {
  const { setId, sharing } = record.set;
  if (sharing === undefined || cards.length === 0) return new Set();
  if (sharing.scheme === "sc-hsm") {
    const isKnown = (card: Card): boolean => {
      const hash = cardHash(setId, card, proofOf(card));
      return issuesOf(card, record).some(({ cardHash }) => cardHash === hash);
    };
    return new Set(cards.filter((card) => !isKnown(card)));
  }
  // Loaded here, because it brings the curve, which takes a while.
  const { parseCommitments, uncommittedIds } = await import("@dkek/sss/verifiable");
  const commitments = parseCommitments(sharing.commitments.map((point) => hexToBytes(point)));
  const wrong = new Set(cards.filter((card) => !isBelowPrime(card)));
  // An ID may come more than once: every heap has each of them at most once.
  let heap = cards.filter((card) => !wrong.has(card));
  while (heap.length > 0) {
    const firsts = heap.filter((card, at) => heap.findIndex(({ id }) => id === card.id) === at);
    const shares = firsts.map((card) => ({ ...shareOf(card), blinding: proofOf(card) }));
    const ids = await uncommittedIds(shares, commitments, {
      onProgress: (_step, fraction) => onProgress(fraction),
    });
    for (const card of firsts) if (ids.includes(card.id)) wrong.add(card);
    heap = heap.filter((card) => !firsts.includes(card));
  }
  return wrong;
}

/** No blinding value is as large as the prime, whatever was typed. */
function isBelowPrime(card: Card): boolean {
  return BigInt(`0x${bytesToHex(proofOf(card))}`) < card.field.prime;
}

function proofOf({ proof }: Card): Uint8Array {
  if (proof === undefined) throw new Error("a card without a proof");
  return proof.expose();
}
