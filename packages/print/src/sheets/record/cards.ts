import { latestCards, type RecordedCard, recordedCards, type SetRecord } from "@dkek/ceremony";
import type { Pen } from "../../page/pen.js";
import { requirePrintable } from "../../page/printable.js";
import type { Block } from "../flow.js";
import type { Area } from "../frame.js";
import { dayOf } from "../sheet-options.js";
import { tableRows } from "../table.js";

const CARD_MM = 13;
const GENERATION_MM = 19;
const ISSUED_MM = 23;
const STANDING_MM = 31;

/** Is there more to say of the cards than how many they are? */
export function hasCardsToList(record: SetRecord): boolean {
  const cards = recordedCards(record);
  return cards.some(({ custodian, issue }) => custodian !== undefined || issue > 1);
}

/**
 * Every card that was ever issued, who got it, and which were replaced: they stay the same share.
 *
 * @throws {PrintError} `no-glyph`
 */
export function cards(pen: Pen, record: SetRecord, { left, width }: Area): Block[] {
  const latest = new Map(latestCards(record).map(({ id, issue }) => [id, issue]));
  const rows = recordedCards(record).map((card) => {
    const custodian = (card.custodian ?? "").normalize("NFC");
    requirePrintable(custodian, `name of card ${card.id}’s custodian`);
    return [
      `${card.id}`,
      `${card.issue}`,
      custodian,
      issuedOn(card, record),
      card.issue === latest.get(card.id) ? "in use" : "replaced: still valid",
    ];
  });
  const others = CARD_MM + GENERATION_MM + ISSUED_MM + STANDING_MM;
  return tableRows(pen, rows, {
    left,
    columns: [
      { head: "Card", width: CARD_MM, font: "digits" },
      { head: "Generation", width: GENERATION_MM, font: "digits" },
      { head: "Custodian", width: width - others },
      { head: "Issued", width: ISSUED_MM, font: "digits" },
      { head: "Standing", width: STANDING_MM },
    ],
  });
}

function issuedOn({ id, issue }: RecordedCard, { events }: SetRecord): string {
  const own = events.find(
    (event) =>
      (event.type === "reissued" || event.type === "added") &&
      event.card.id === id &&
      event.card.issue === issue,
  );
  const at = own?.at ?? events[0]?.at;
  return at === undefined ? "" : dayOf(new Date(at));
}
