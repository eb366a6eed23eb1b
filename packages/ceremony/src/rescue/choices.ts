import { P224_ORDER, type PrimeField } from "@dkek/sss";
import type { SetId } from "../set-id.js";
import { type Mistakes, type Rank, type Repair, repairs } from "./mistakes.js";
import { filledIn, numberOf } from "./open-digits.js";
import type { Reading, ReadNumber } from "./reading.js";
import { repairsOfRows } from "./row-repairs.js";
import { type IdBase, idsAsRead, otherIds } from "./share-ids.js";

/** What a card may say. A bigint can't be wiped: keep it short-lived. */
export interface Choice {
  readonly id: number;
  /** The share value, below the prime. */
  readonly value: bigint;
  readonly rank: Rank;
}

/** Of the set that a card is held to belong to. */
export interface ChoicesOf {
  readonly field: PrimeField;
  readonly setId: SetId;
  readonly base: IdBase;
  /** The IDs of the other cards as read. */
  readonly otherIds: readonly number[];
}

/** All that a card may say, over one prime, by how many mistakes were made with it. */
export class CardChoices {
  readonly #reading: Reading;
  readonly #of: ChoicesOf;
  readonly #value: ReadNumber;
  readonly #known = new Map<Mistakes, readonly Choice[]>();

  constructor(reading: Reading, of: ChoicesOf) {
    this.#reading = reading;
    this.#of = of;
    this.#value = valueUnder(reading, of.field);
  }

  /** Kept, but for two mistakes: those are many. */
  with(mistakes: Mistakes): Iterable<Choice> {
    if (mistakes === 2) return this.#make(mistakes);
    const list = this.#known.get(mistakes) ?? [...this.#make(mistakes)];
    this.#known.set(mistakes, list);
    return list;
  }

  /** How many there are with 0, 1, … mistakes; of two, where those are very many, about. */
  counts(most: Mistakes): number[] {
    const counted = ([0, 1] as const).filter((mistakes) => mistakes <= most);
    const counts = counted.map((mistakes) => [...this.with(mistakes)].length);
    const [none = 0, one = 0] = counts;
    if (most < 2) return counts;
    // Any two of those that there are for one; each of these has as many ways to fill in what is open.
    const two =
      one > COUNTED_MAX ? (one * one) / (2 * Math.max(1, none)) : [...this.with(2)].length;
    return [...counts, two];
  }

  *#make(mistakes: Mistakes): Generator<Choice> {
    if (this.#reading.sure && mistakes > 0) return;
    const asRead = idsAsRead(this.#reading, this.#of.base);
    for (const id of asRead) yield* this.#values(id, mistakes, 0);
    if (mistakes === 0) return;
    for (const { id, rank } of otherIds(this.#reading, asRead, this.#of.otherIds)) {
      yield* this.#values(id, (mistakes - 1) as Mistakes, rank);
    }
  }

  *#values(id: number, mistakes: Mistakes, idRank: Rank): Generator<Choice> {
    const { prime } = this.#of.field;
    for (const { digits, rank } of this.#repairs(id, mistakes)) {
      for (const filled of filledIn(digits)) {
        const value = numberOf(filled);
        if (value < prime) yield { id, value, rank: Math.max(rank, idRank) as Rank };
      }
    }
  }

  #repairs(id: number, mistakes: Mistakes): Iterable<Repair> {
    const { field, setId } = this.#of;
    const length = 2 * field.byteLength;
    if (this.#value.checks !== undefined) {
      const place = { setId, shareId: id, part: "value" } as const;
      return repairsOfRows(this.#value, mistakes, length, place);
    }
    return repairs(this.#value, mistakes, length, field.prime !== P224_ORDER);
  }
}

/** With more single mistakes than that, pairs of them are not counted one by one. */
const COUNTED_MAX = 300;

/** Where the prime stands in the value's place, the value stands in the prime's. */
export function valueUnder({ prime, value }: Reading, field: PrimeField): ReadNumber {
  if (prime === undefined || saysPrime(prime, field) || !saysPrime(value, field)) return value;
  return prime;
}

function saysPrime({ digits }: ReadNumber, { prime }: PrimeField): boolean {
  return !digits.includes(undefined) && numberOf(digits as readonly number[]) === prime;
}
