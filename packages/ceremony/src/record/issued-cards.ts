import type { CardRef, SetRecord } from "./record.js";

/** A card as the record knows it. */
export interface RecordedCard extends CardRef {
  readonly custodian: string | undefined;
  /** `sc-hsm` only. */
  readonly cardHash: string | undefined;
}

/** Every issue of every card that the record knows, the first ones first. */
export function recordedCards({ set: { sharing }, events }: SetRecord): RecordedCard[] {
  if (sharing === undefined) return [];
  const first = Array.from({ length: sharing.total }, (_, place) => ({
    id: place + 1,
    issue: 1,
    custodian: sharing.custodians?.[place],
    cardHash: sharing.scheme === "sc-hsm" ? sharing.cardHashes[place] : undefined,
  }));
  const later = events.flatMap((event) =>
    event.type === "reissued" || event.type === "added"
      ? [{ ...event.card, custodian: event.custodian, cardHash: event.cardHash }]
      : [],
  );
  return [...first, ...later];
}

/** The latest issue of each card: one for each ID. */
export function latestCards(record: SetRecord): RecordedCard[] {
  return [...new Map(recordedCards(record).map((card) => [card.id, card])).values()];
}

/** How many cards there are now. */
export function totalNow(record: SetRecord): number {
  return latestCards(record).length;
}
