import type { Rank } from "./mistakes.js";
import type { Reading } from "./reading.js";

/**
 * How share IDs are meant: `sc-hsm-tool` shows them in decimal and reads them as hex, so that people write
 * either, from 10 on.
 */
export type IdBase = "decimal" | "hex";

export const ID_MAX = 255;
/** A set of more cards is rare. */
const LIKELY_MAX = 16;

export interface IdChoice {
  readonly id: number;
  readonly rank: Rank;
}

/** The IDs that a card may have, as its own is read: several where a character can't be read. */
export function idsAsRead({ id, sure }: Reading, base: IdBase): number[] {
  if (sure) return [Number(id)];
  if (id === "") return all().filter((known) => known <= LIKELY_MAX);
  const pattern = new RegExp(`^0*${id.toLowerCase().replace(/[^0-9a-f]/g, "[0-9a-f]")}$`);
  const written = (known: number): string => known.toString(base === "decimal" ? 10 : 16);
  return all().filter((known) => {
    const text = written(known);
    return pattern.test(text) || pattern.test(text.padStart(id.length, "0"));
  });
}

/**
 * All other IDs, if that of the card is wrong: those of the other cards first, which may have been
 * exchanged, then the small ones.
 */
export function otherIds(
  { sure }: Reading,
  asRead: readonly number[],
  others: readonly number[],
): IdChoice[] {
  if (sure) return [];
  return all()
    .filter((id) => !asRead.includes(id))
    .map((id) => ({ id, rank: others.includes(id) ? 0 : id <= LIKELY_MAX ? 1 : 2 }));
}

function all(): number[] {
  return Array.from({ length: ID_MAX }, (_, place) => place + 1);
}
