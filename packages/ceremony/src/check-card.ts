import { hexToBytes } from "@noble/hashes/utils.js";
import { type Card, shareOf } from "./card.js";
import { cardHash } from "./card-hash.js";
import { recordedCards } from "./record/issued-cards.js";
import type { SetRecord } from "./record/record.js";
import { belongsTo } from "./set-id.js";

/**
 * What the record tells of a card alone, without the `.pbe` and without other cards.
 *
 * - `intact`: it belongs to the set, and every digit of it is right.
 * - `wrong`: it names this set, and is not what the record holds.
 * - `other-set`: it belongs to another one.
 * - `unknown`: the record knows no such card, or no such issue of it.
 * - `no-proof`: the card has no blinding value or salt with it, so nothing can be told.
 */
export type CardVerdict = "intact" | "wrong" | "other-set" | "unknown" | "no-proof";

/** Checks a card against the record of its set. */
export async function checkCard(card: Card, record: SetRecord): Promise<CardVerdict> {
  const { setId, sharing } = record.set;
  const { about, field, id, proof } = card;
  if (sharing === undefined || field.prime.toString(16) !== sharing.prime) return "other-set";
  if (about !== undefined && !belongsTo(about.set, setId)) return "other-set";
  const issues = recordedCards(record).filter((known) => known.id === id);
  const known = about === undefined ? issues : issues.filter(({ issue }) => issue === about.issue);
  if (known.length === 0) return "unknown";
  if (proof === undefined) return "no-proof";
  if (sharing.scheme === "sc-hsm") {
    const hash = cardHash(setId, card, proof.expose());
    return known.some((one) => one.cardHash === hash) ? "intact" : "wrong";
  }
  // Loaded here, because it brings the curve, which takes a while.
  const { isCommitted, parseCommitments } = await import("@dkek/sss/verifiable");
  const commitments = parseCommitments(sharing.commitments.map((point) => hexToBytes(point)));
  const share = { ...shareOf(card), blinding: proof.expose() };
  return isCommitted(share, commitments) ? "intact" : "wrong";
}
