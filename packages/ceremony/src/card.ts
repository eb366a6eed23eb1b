import type { SecretBytes } from "@dkek/foundation";
import type { PrimeField, Share } from "@dkek/sss";

/** What one custodian holds. */
export interface Card {
  /** The prime of the set; public. */
  readonly field: PrimeField;
  /** Share ID, 1 to 255. */
  readonly id: number;
  /** Share value: big-endian, as many bytes as the prime, below the prime. */
  readonly value: SecretBytes;
}

/** A view of the card for the arithmetic: it shares the card's bytes, and dies with them. */
export function shareOf(card: Card): Share {
  return { field: card.field, id: card.id, value: card.value.expose() };
}
