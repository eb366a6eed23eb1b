import type { SecretBytes } from "@dkek/foundation";
import { P224_ORDER, type PrimeField, type Share } from "@dkek/sss";
import type { SetPrefix } from "./set-id.js";

/** What one custodian holds. */
export interface Card {
  /** The prime of the set; public. */
  readonly field: PrimeField;
  /** Share ID, 1 to 255. */
  readonly id: number;
  /** Share value: big-endian, as many bytes as the prime, below the prime. */
  readonly value: SecretBytes;
  /**
   * What lets anybody check this card against the record: the blinding value of a Pedersen
   * commitment (28 bytes, `p224`) or the salt of a hash (16 bytes, `sc-hsm`). Absent on a bare card,
   * and where only the value was typed.
   */
  readonly proof?: SecretBytes;
  /** Where it belongs. Absent on a bare card: prime, ID and value, as `sc-hsm-tool` shows them. */
  readonly about?: AboutCard;
}

/** What a card says of its set. The string of the QR code has all of it, typed rows the set alone. */
export interface AboutCard {
  /** The beginning of the set ID. */
  readonly set: SetPrefix;
  readonly threshold?: number;
  /** How many cards there were when this one was issued: it grows, and is no part of what a set is. */
  readonly total?: number;
  /** 1 for the first card with this ID, 2 for the one that replaced it, and so on. */
  readonly issue?: number;
}

/** A card that says all of its set that a QR code or a sheet needs. */
export type WholeCard = Card & { readonly about: Required<AboutCard> };

const SALT_BYTES = 16;

/** Length of a card's proof, in bytes: a blinding value is a number of the field, a salt is not. */
export function proofLength(field: PrimeField): number {
  return field.prime === P224_ORDER ? field.byteLength : SALT_BYTES;
}

/** A view of the card for the arithmetic: it shares the card's bytes, and dies with them. */
export function shareOf(card: Card): Share {
  return { field: card.field, id: card.id, value: card.value.expose() };
}

/** Wipes everything secret of a card. */
export function wipeCard({ value, proof }: Card): void {
  value.wipe();
  proof?.wipe();
}
