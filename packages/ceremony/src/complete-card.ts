import type { Card, WholeCard } from "./card.js";
import { CeremonyError } from "./ceremony-error.js";
import { type CardVerdict, checkCard } from "./check-card.js";
import { latestCards, totalNow } from "./record/issued-cards.js";
import type { SetRecord } from "./record/record.js";
import { belongsTo, type SetId, setPrefix, shortSetId } from "./set-id.js";

/** What people know of a set that has no record. */
export interface KnownSet {
  /** Of its `.pbe` file. */
  readonly setId?: SetId;
  readonly threshold?: number;
  readonly total?: number;
}

const FIRST_ISSUE = 1;

/** Why the record gives a card nothing. */
const REFUSALS: Readonly<Partial<Record<CardVerdict, string>>> = {
  wrong: "is wrong: its value or its proof is not what the record holds",
  "other-set": "belongs to another set",
  unknown: "is none that the record knows: no such card, or no such issue of it",
};

/** Does a card say all of its set that a sheet needs? A bare card and typed rows don't. */
export function isWhole(card: Card): card is WholeCard {
  const { threshold, total, issue } = card.about ?? {};
  return threshold !== undefined && total !== undefined && issue !== undefined;
}

/**
 * A card together with what its record says around it: threshold, total, issue. Shares the card's
 * bytes.
 *
 * @throws {CeremonyError} `card-wrong`, `record-contradicted`: the card is not as recorded.
 */
export async function completeFromRecord(card: Card, record: SetRecord): Promise<WholeCard> {
  const { setId, sharing } = record.set;
  const verdict = await checkCard(card, record);
  const refusal = sharing === undefined ? REFUSALS["other-set"] : REFUSALS[verdict];
  if (sharing === undefined || refusal !== undefined) {
    const says = card.about === undefined ? "" : `, the card says ${shortSetId(card.about.set)}`;
    throw new CeremonyError("card-wrong", `card ${card.id} ${refusal}`, {
      hint: `the record is that of set ${shortSetId(setId)}${says}; compare the card with its paper`,
    });
  }
  const { threshold = sharing.threshold, total = totalNow(record) } = card.about ?? {};
  if (threshold !== sharing.threshold) {
    throw new CeremonyError(
      "record-contradicted",
      `card ${card.id} says that ${threshold} cards restore, its record ${sharing.threshold}`,
      { hint: "find out which of the two is not genuine" },
    );
  }
  const latest = latestCards(record).find(({ id }) => id === card.id);
  const issue = card.about?.issue ?? latest?.issue ?? FIRST_ISSUE;
  return { ...card, about: { set: setPrefix(setId), threshold, total, issue } };
}

/**
 * A card together with what people say of its set. Nothing here can be checked: whether a bare card
 * belongs to a `.pbe` file, only a quorum shows. Shares the card's bytes.
 *
 * @throws {CeremonyError} `card-bare`, naming what is missing; `mixed-sets`, `card-contradiction`:
 * the card says otherwise.
 */
export function completeFromKnown(card: Card, { setId, ...known }: KnownSet): WholeCard {
  const own = card.about;
  if (own !== undefined && setId !== undefined && !belongsTo(own.set, setId)) {
    throw new CeremonyError("mixed-sets", `card ${card.id} belongs to another .pbe file`, {
      hint: `the card says ${shortSetId(own.set)}, the file is ${shortSetId(setId)}`,
    });
  }
  const set = own?.set ?? (setId === undefined ? undefined : setPrefix(setId));
  const threshold = same(card, "threshold", own?.threshold, known.threshold);
  const total = same(card, "total", own?.total, known.total);
  if (set === undefined || threshold === undefined || total === undefined) {
    throw new CeremonyError("card-bare", `card ${card.id} does not say enough of its set`, {
      hint: "give the set's record, or its .pbe file, threshold and total",
    });
  }
  return { ...card, about: { set, threshold, total, issue: own?.issue ?? FIRST_ISSUE } };
}

function same(card: Card, what: string, own?: number, known?: number): number | undefined {
  if (own === undefined || known === undefined || own === known) return own ?? known;
  throw new CeremonyError("card-contradiction", `card ${card.id} says that its ${what} is ${own}`, {
    hint: `leave ${what} ${known} away, or take the right card`,
  });
}
