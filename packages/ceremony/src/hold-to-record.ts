import type { Kcv } from "@dkek/dkek-file";
import type { Card } from "./card.js";
import { CeremonyError } from "./ceremony-error.js";
import { recordedCards } from "./record/issued-cards.js";
import type { SetRecord } from "./record/record.js";
import { shortSetId } from "./set-id.js";

/**
 * Holds cards to the record of their set: what can be known before the derivation. This copy of the
 * record may be older than a card: in a `p224` set the commitments cover every ID, so that a card with
 * its proof is judged by that (see `checkCards`), whether its ID is on record or not.
 *
 * @throws {CeremonyError} `record-contradicted`.
 */
export function requireCardsOfRecord(cards: readonly Card[], record: SetRecord): void {
  const { sharing } = record.set;
  if (sharing === undefined) {
    throw contradicted(record, "it says that a password opens the set, and knows of no cards");
  }
  const known = new Set(recordedCards(record).map(({ id }) => id));
  for (const { field, id, proof } of cards) {
    if (field.prime.toString(16) !== sharing.prime) {
      throw contradicted(record, `it has another prime than card ${id}`);
    }
    const isCommitted = sharing.scheme === "p224" && proof !== undefined;
    if (!known.has(id) && !isCommitted) {
      throw contradicted(record, `it knows no card with the ID ${id}`);
    }
  }
}

/**
 * Holds what a `.pbe` opened to against its record.
 *
 * @throws {CeremonyError} `record-contradicted`.
 */
export function requireKcvOfRecord(shareKcv: Kcv, record: SetRecord): void {
  const { kcv } = record.set.dkekShare;
  if (kcv === shareKcv) return;
  throw contradicted(record, `it has the KCV ${kcv}, but the DKEK share's is ${shareKcv}`);
}

function contradicted(record: SetRecord, how: string): CeremonyError {
  return new CeremonyError(
    "record-contradicted",
    `the record of set ${shortSetId(record.set.setId)} is not right: ${how}`,
    { hint: "get another copy of the record, and find out who changed this one" },
  );
}
