import type { Card } from "../card.js";
import { cardHash } from "../card-hash.js";
import { CeremonyError } from "../ceremony-error.js";
import { checkCard } from "../check-card.js";
import { withEvent } from "../record/chain.js";
import { latestCards } from "../record/issued-cards.js";
import { requireRecordOf } from "../record/parse-record.js";
import type { SetRecord } from "../record/record.js";
import type { PendingReissue } from "./pending-reissue.js";

/** What came of a new card that was read back. */
export interface Confirmed {
  /** With the new card on record, and that it was proofread. */
  readonly record: SetRecord;
  /** Whether its value and its proof are right by the record; a card that was typed has no proof. */
  readonly isProven: boolean;
}

/**
 * The new card among those that were read back for its sake.
 *
 * @throws {CeremonyError} `card-wrong`: it is not there, or an older issue of it is.
 */
export function newCardAmong(cards: readonly Card[], { issued }: PendingReissue): Card {
  const { id, issue } = issued.card;
  const card = cards.find((candidate) => candidate.id === id);
  if (card === undefined) {
    throw new CeremonyError("card-wrong", `the new card, card ${id}, is not among these`, {
      hint: "nothing is on record yet; read the new card back from its paper, together with others",
    });
  }
  const own = card.about?.issue;
  if (own === undefined || own === issue) return card;
  throw new CeremonyError(
    "card-wrong",
    `this card ${id} is issue ${own}, and the new one is issue ${issue}`,
    { hint: "nothing is on record yet; take the new card, and not the one that it replaces" },
  );
}

/**
 * Puts a new card on record, once it has opened the `.pbe` with others. Done once more, it changes nothing
 * but to add that it was proofread again.
 *
 * @param card as it was read back.
 * @param now for the events.
 * @throws {CeremonyError} `record-of-another-set`; `card-wrong`; `pending-outdated`: the record has grown
 * by another card meanwhile.
 */
export async function confirmIssue(
  card: Card,
  { setId, issued }: PendingReissue,
  record: SetRecord,
  now: Date,
): Promise<Confirmed> {
  requireRecordOf(record, setId);
  const at = now.toISOString();
  const { id, issue } = issued.card;
  const after = isOnRecord({ issued }, record) ? record : withIssue(record, issued, at);
  const verdict = await checkCard({ ...card, ...aboutIssue(card, issue) }, after);
  const isSaltWrong =
    issued.cardHash !== undefined &&
    card.proof !== undefined &&
    cardHash(setId, card, card.proof.expose()) !== issued.cardHash;
  if (isSaltWrong || (verdict !== "intact" && verdict !== "no-proof")) {
    throw new CeremonyError("card-wrong", `card ${id} is not the one that was made`, {
      hint: "nothing is on record yet; compare it with its paper, and make sure that it is the new one",
    });
  }
  return {
    record: withEvent(after, { at, type: "proofread", card: issued.card }),
    isProven: verdict === "intact",
  };
}

/** Rows that were typed name no issue: they are taken for the one that they are said to be. */
function aboutIssue({ about }: Card, issue: number): Pick<Card, "about"> {
  return about === undefined ? {} : { about: { ...about, issue } };
}

/** Whether a card is on record already: an earlier try got so far, and no further. */
export function isOnRecord({ issued }: Pick<PendingReissue, "issued">, record: SetRecord): boolean {
  const { type, card, cardHash } = issued;
  return record.events.some(
    (event) =>
      event.type === type &&
      event.card.id === card.id &&
      event.card.issue === card.issue &&
      event.cardHash === cardHash,
  );
}

function withIssue(record: SetRecord, issued: PendingReissue["issued"], at: string): SetRecord {
  const { id, issue } = issued.card;
  const latest = latestCards(record);
  const next =
    issued.type === "added"
      ? latest.length + 1 === id
      : latest.find((card) => card.id === id)?.issue === issue - 1;
  if (next) return withEvent(record, { at, ...issued });
  throw new CeremonyError(
    "pending-outdated",
    `the record has another card ${id} by now than this one, issue ${issue}`,
    { hint: "drop this card, destroy its paper, and begin again" },
  );
}
