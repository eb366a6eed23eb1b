import { P224_ORDER, type PrimeField } from "@dkek/sss";
import type { SetId } from "../set-id.js";
import { fitsLength, type Mistakes, type Rank, type Repair, repairs } from "./mistakes.js";
import { countOpen, filledIn, numberOf } from "./open-digits.js";
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
  readonly #counted = new Map<Mistakes, number>();

  constructor(reading: Reading, of: ChoicesOf) {
    this.#reading = reading;
    this.#of = of;
    this.#value = valueUnder(reading, of.field);
  }

  /** Kept, where they are not very many. */
  with(mistakes: Mistakes): Iterable<Choice> {
    if (mistakes === 2 || countOpen(this.#value.digits) > KEPT_OPEN_MAX)
      return this.#make(mistakes);
    const list = this.#known.get(mistakes) ?? [...this.#make(mistakes)];
    this.#known.set(mistakes, list);
    return list;
  }

  /** About how many there are with 0, 1, … mistakes. */
  counts(most: Mistakes): number[] {
    const [none, one] = [this.#count(0), most > 0 ? this.#count(1) : 0];
    // Any two of those that there are for one; each of these has as many ways to fill in what is open.
    return [none, one, (one * one) / (2 * Math.max(1, none))].slice(0, most + 1);
  }

  #count(mistakes: Mistakes): number {
    const known = this.#counted.get(mistakes);
    if (known !== undefined) return known;
    const asRead = idsAsRead(this.#reading, this.#of.base);
    const others = otherIds(this.#reading, asRead, this.#of.otherIds);
    const readings = (ids: readonly number[], left: Mistakes): number =>
      ids.reduce((sum, id) => sum + this.#countUnder(id, left), 0);
    const count = this.#reading.sure && mistakes > 0 ? 0 : readings(asRead, mistakes);
    const all =
      mistakes === 1
        ? count +
          readings(
            others.map(({ id }) => id),
            0,
          )
        : count;
    this.#counted.set(mistakes, all);
    return all;
  }

  #countUnder(id: number, mistakes: Mistakes): number {
    let count = 0;
    for (const { digits } of this.#repairs(id, mistakes)) count += 16 ** countOpen(digits);
    return count;
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

/** With more digits open than that, there are too many choices to keep them. */
const KEPT_OPEN_MAX = 2;

/** Where the prime stands in the value's place, the value stands in the prime's. */
export function valueUnder({ prime, value }: Reading, field: PrimeField): ReadNumber {
  if (prime === undefined || saysPrime(prime, field) || !saysPrime(value, field)) return value;
  return prime;
}

function saysPrime({ digits }: ReadNumber, { prime }: PrimeField): boolean {
  return !digits.includes(undefined) && numberOf(digits as readonly number[]) === prime;
}

/** Whether a card's share value has a number of digits that can be mended. */
export function hasFittingLength(reading: Reading, field: PrimeField): boolean {
  const read = valueUnder(reading, field);
  if (read.checks !== undefined) return true;
  return fitsLength(read, 2 * field.byteLength, field.prime !== P224_ORDER);
}
