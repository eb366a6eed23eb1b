import { type Card, recordedCards, type SetRecord, type WholeCard } from "@dkek/ceremony";
import type { AboutSheet, CardSheetOptions } from "@dkek/print";
import type { Sheet } from "./sheet.js";

/** What the record knows around a card: public. */
export function aboutFromRecord({ id, about }: WholeCard, record: SetRecord): AboutSheet {
  const { label, dkekShare } = record.set;
  const known = recordedCards(record).find((card) => card.id === id && card.issue === about.issue);
  const custodian = known?.custodian;
  return { label, dkekShare, ...(custodian === undefined ? {} : { custodian }) };
}

/** A card's sheet, to be drawn later. The card must live until then. */
export function cardSheetOf(card: WholeCard, about: AboutSheet, options: CardSheetOptions): Sheet {
  return {
    name: sheetName("card", card),
    title: titleOf(card, about.custodian),
    secret: true,
    make: async () => (await import("@dkek/print")).cardSheet(card, about, options),
  };
}

/** Such as `card-3`, or `card-3-issue-2` for one that replaced another. */
export function sheetName(kind: string, { id, about }: WholeCard): string {
  return about.issue === 1 ? `${kind}-${id}` : `${kind}-${id}-issue-${about.issue}`;
}

export function titleOf({ id }: Pick<Card, "id">, custodian: string | undefined): string {
  return custodian === undefined || custodian === "" ? `card ${id}` : `card ${id} (${custodian})`;
}
