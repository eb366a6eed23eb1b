import type { PrimeField } from "@dkek/sss";
import { allSubsets, countSubsets } from "../subsets.js";
import { CardChoices } from "./choices.js";
import { type Combination, combinations, type Wanted } from "./combinations.js";
import type { RescueMaterial } from "./material.js";
import type { Mistakes, Rank } from "./mistakes.js";
import { type PrimeChoice, PrimeChoices } from "./primes.js";
import type { Reading } from "./reading.js";
import { type IdBase, idsAsRead } from "./share-ids.js";
import type { Wave } from "./waves.js";

/** One way to see the cards: which of them are used, over which prime, with which IDs. */
export interface View {
  readonly field: PrimeField;
  readonly readings: readonly Reading[];
  readonly cards: readonly CardChoices[];
  /** How many mistakes it takes to see them so: with the prime, or with IDs that were exchanged. */
  readonly spent: Mistakes;
  readonly rank: Rank;
}

/** Which ID each card has, as a text, and how it is meant. */
interface Ids {
  readonly texts: readonly string[];
  readonly bases: readonly IdBase[];
  readonly spent: 0 | 1;
}

/** Up to how many mixtures of decimal and hex IDs are tried. */
const MIXED_MAX = 256;

/** All ways to see the cards, always in the same order. */
export class Views {
  readonly #material: RescueMaterial;
  readonly #primes: PrimeChoices;
  readonly #choices = new Map<string, CardChoices>();

  constructor(material: RescueMaterial) {
    this.#material = material;
    this.#primes = new PrimeChoices(material.readings, material.record);
  }

  /** The likeliest prime; undefined if there is none to work with. */
  get field(): PrimeField | undefined {
    return this.#primes.likeliest;
  }

  /** Those that a part of the search has mistakes enough for. */
  *of({ sizes, mistakes }: Wave): Generator<View> {
    for (const prime of this.#primes.upTo(mistakes)) {
      for (const size of sizes) {
        for (const readings of allSubsets(this.#material.readings, size)) {
          for (const ids of idsOf(readings, mistakes)) {
            const spent = prime.mistakes + ids.spent;
            if (spent > mistakes) continue;
            yield {
              field: prime.field,
              readings,
              cards: readings.map((reading, nth) => this.#choicesOf(reading, prime, ids, nth)),
              spent: spent as Mistakes,
              rank: prime.rank,
            };
          }
        }
      }
    }
  }

  /** About how many there are. */
  count({ sizes, mistakes }: Wave): number {
    const { length } = this.#material.readings;
    return sizes.reduce((sum, size) => {
      const exchanges = mistakes === 0 ? 0 : (size * (size - 1)) / 2;
      return sum + countSubsets(length, size, Number.MAX_SAFE_INTEGER) * (1 + exchanges);
    }, 0);
  }

  #choicesOf(
    reading: Reading,
    { field }: PrimeChoice,
    { texts, bases }: Ids,
    nth: number,
  ): CardChoices {
    const { readings, setId } = this.#material;
    const [id = "", base = "decimal"] = [texts[nth], bases[nth]];
    const key = `${readings.indexOf(reading)} ${id} ${field.prime} ${base}`;
    const known = this.#choices.get(key);
    if (known !== undefined) return known;
    const otherIds = readings
      .filter((other) => other !== reading)
      .flatMap((other) => idsAsRead(other, base));
    const made = new CardChoices({ ...reading, id }, { field, setId, base, otherIds });
    this.#choices.set(key, made);
    return made;
  }
}

/**
 * The ways to read the cards of a view, as wanted: its own mistakes and its rank count as well.
 *
 * @returns undefined now and then.
 */
export function* readTogether(
  { cards, field, spent, rank }: View,
  wanted: Wanted,
): Generator<Combination | undefined> {
  if (spent > wanted.mistakes || rank > wanted.worst) return;
  yield* combinations(cards, field, {
    ...wanted,
    mistakes: (wanted.mistakes - spent) as Mistakes,
    exactly: wanted.exactly && rank < wanted.worst,
  });
}

/**
 * The IDs as read, all in decimal or all in hex, of cards without mistakes also mixed; and with those of two
 * cards exchanged, which is one mistake.
 */
function* idsOf(readings: readonly Reading[], mistakes: Mistakes): Generator<Ids> {
  const texts = readings.map(({ id }) => id);
  const all = basesOf(readings, mistakes);
  for (const bases of all) yield { texts, bases, spent: 0 };
  if (mistakes === 0) return;
  for (let a = 0; a < texts.length; a++) {
    for (let b = a + 1; b < texts.length; b++) {
      if (texts[a] === texts[b] || readings[a]?.sure || readings[b]?.sure) continue;
      const exchanged = texts.with(a, texts[b] ?? "").with(b, texts[a] ?? "");
      for (const bases of all) yield { texts: exchanged, bases, spent: 1 };
    }
  }
}

function basesOf(readings: readonly Reading[], mistakes: Mistakes): (readonly IdBase[])[] {
  const same = (base: IdBase): IdBase[] => readings.map(() => base);
  const isOpen = readings.map(
    (reading) => idsAsRead(reading, "hex").join() !== idsAsRead(reading, "decimal").join(),
  );
  if (!isOpen.includes(true)) return [same("decimal")];
  const mixed = isOpen.reduce<IdBase[][]>(
    (all, open) =>
      all.flatMap((before) =>
        (open ? (["decimal", "hex"] as const) : (["decimal"] as const)).map((base) => [
          ...before,
          base,
        ]),
      ),
    [[]],
  );
  return mistakes === 0 && mixed.length <= MIXED_MAX ? mixed : [same("decimal"), same("hex")];
}
