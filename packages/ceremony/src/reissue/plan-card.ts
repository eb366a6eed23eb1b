import { CeremonyError } from "../ceremony-error.js";
import { latestCards, totalNow } from "../record/issued-cards.js";
import type { CardRef, SetRecord } from "../record/record.js";
import { type SetId, shortSetId } from "../set-id.js";

/** Which card people want. */
export type CardOrder =
  /** One that exists already: lost, spoilt, or to be held by somebody else from now on. */
  | { readonly what: "recreate"; readonly id: number; readonly custodian?: string }
  /** One more, on the same polynomial. */
  | { readonly what: "add"; readonly custodian?: string };

/** What has to be known of a set to issue a card of it. */
export interface IssuingSet {
  readonly setId: SetId;
  /** How many cards restore it. */
  readonly threshold: number;
  /** How many cards there are before this one. */
  readonly total: number;
  /** Absent for a set that has none, such as those of `sc-hsm-tool`. */
  readonly record?: SetRecord;
}

/** A card that is going to be issued. Public. */
export interface PlannedCard {
  /** The event that tells of it later. */
  readonly type: "reissued" | "added";
  readonly card: CardRef;
  /** Who will hold it; undefined where nobody has a name. */
  readonly custodian?: string;
}

/** The highest share ID that a card can have, and the highest issue. */
const NUMBER_MAX = 255;

/** What a record tells of its set. @throws {CeremonyError} `bad-settings` if it has no cards. */
export function issuingSetOf(record: SetRecord): IssuingSet {
  const { setId, sharing } = record.set;
  if (sharing === undefined) {
    throw new CeremonyError("bad-settings", `set ${shortSetId(setId)} has no cards`, {
      hint: "a password opens it: there is nothing to issue anew",
    });
  }
  return { setId, threshold: sharing.threshold, total: totalNow(record), record };
}

/**
 * Gives a new card its ID and issue: a recreated one the ID that it had and the next issue, an added one
 * the next free ID.
 *
 * @throws {CeremonyError} `bad-settings`: there is no such card, or no number left.
 */
export function planCard(order: CardOrder, { setId, total, record }: IssuingSet): PlannedCard {
  const named = order.custodian === undefined ? {} : { custodian: order.custodian };
  if (order.what === "add") {
    if (total >= NUMBER_MAX) {
      throw new CeremonyError(
        "bad-settings",
        `set ${shortSetId(setId)} has ${total} cards already`,
        {
          hint: "no share ID is free: recreate a card for somebody else",
        },
      );
    }
    return { type: "added", card: { id: total + 1, issue: 1 }, ...named };
  }
  const { id } = order;
  if (id < 1 || id > total) {
    throw new CeremonyError("bad-settings", `set ${shortSetId(setId)} has no card ${id}`, {
      hint: `its cards have the IDs 1 to ${total}`,
    });
  }
  const latest = record && latestCards(record).find((card) => card.id === id);
  // Where no record tells, there was one issue at least.
  const issue = (latest?.issue ?? 1) + 1;
  if (issue > NUMBER_MAX) {
    throw new CeremonyError("bad-settings", `card ${id} was issued ${issue - 1} times already`, {
      hint: "make a new set",
    });
  }
  const holder = latest?.custodian === undefined ? {} : { custodian: latest.custodian };
  return { type: "reissued", card: { id, issue }, ...holder, ...named };
}
