import type { PrimeField } from "@dkek/sss";
import { allSubsets } from "../subsets.js";
import type { Candidate } from "./candidate.js";
import { CardChoices } from "./choices.js";
import { type Combination, combinations } from "./combinations.js";
import type { RescueMaterial } from "./material.js";
import { type Mistakes, RANKS, type Rank } from "./mistakes.js";
import { AGES, type Age, passwordsOfSecret, STOCK_BYTES } from "./passwords.js";
import { type PrimeChoice, primeChoices } from "./primes.js";
import type { Reading } from "./reading.js";
import { type IdBase, idsAsRead } from "./share-ids.js";
import type { Wave } from "./waves.js";

/** So that whoever looks for the next candidate can turn to other things while there is none. */
const LOOKED_AT_PER_TICK = 512;

/** Up to so many mistakes, passwords are remembered, so that none is tried twice. */
const REMEMBERED_MISTAKES = 1;

/** One way to see the cards: which of them are used, over which prime, with which kind of IDs. */
interface View {
  readonly prime: PrimeChoice;
  readonly readings: readonly Reading[];
  readonly cards: readonly CardChoices[];
}

/**
 * What can be the password, always in the same order: the likeliest first. A password that an earlier
 * part of the search has had does not come again, but for a few with two mistakes.
 */
export class Candidates {
  readonly #material: RescueMaterial;
  readonly #primes: readonly PrimeChoice[];
  readonly #seen = new Set<string>();
  readonly #choices = new Map<string, CardChoices>();

  constructor(material: RescueMaterial) {
    this.#material = material;
    this.#primes = [...primeChoices(material.readings, material.record)];
  }

  /** Whether there is any prime to work with: without one, nothing can be said. */
  get hasPrime(): boolean {
    return this.#primes.length > 0;
  }

  /**
   * The candidates of a part of the search; they are to be gone through part by part.
   *
   * @returns undefined now and then, where there is still none.
   */
  *of(wave: Wave): Generator<Candidate | undefined> {
    let looked = 0;
    for (const ages of this.#ages(wave)) {
      for (const rank of RANKS) {
        for (const view of this.#views(wave)) {
          for (const combination of readTogether(view, wave.mistakes, rank)) {
            if (++looked % LOOKED_AT_PER_TICK === 0) yield undefined;
            if (wave.kind === "agreeing" && !combination.agrees) continue;
            yield* this.#fresh(combination, view, ages, wave.mistakes);
          }
        }
      }
    }
  }

  /** About how many candidates a part of the search has, without going through it. */
  roughly(wave: Wave): number {
    let sum = 0;
    for (const { prime, cards } of this.#views(wave)) {
      const left = wave.mistakes - prime.mistakes;
      if (left < 0) continue;
      // Of all ways to make so many mistakes on these cards: like the coefficients of a product.
      let ways = [1, 0, 0];
      for (const card of cards) {
        const own = card.counts(left as Mistakes);
        ways = ways.map((_, total) =>
          ways.reduce((all, before, spent) => all + before * (own[total - spent] ?? 0), 0),
        );
      }
      sum += (ways[left] ?? 0) * this.#passwordsPerSecret(prime.field);
    }
    return Math.round(sum);
  }

  /** As often as not, what a secret would stand for is no password of so old a set. */
  #passwordsPerSecret({ prime, byteLength }: PrimeField): number {
    if (byteLength !== STOCK_BYTES) return 1;
    const perAge = 2 ** 63 / Number(prime);
    return this.#material.age === undefined ? 2 * perAge : perAge;
  }

  /** One after the other, where each costs derivations; together, where hardly any is left. */
  #ages({ kind }: Wave): (readonly Age[])[] {
    const { age } = this.#material;
    if (age !== undefined) return [[age]];
    return kind === "agreeing" ? [AGES] : AGES.map((own) => [own]);
  }

  *#fresh(
    { secret, choices }: Combination,
    { prime, readings }: View,
    ages: readonly Age[],
    mistakes: Mistakes,
  ): Generator<Candidate> {
    for (const password of ages.flatMap((age) => passwordsOfSecret(secret, prime.field, age))) {
      const key = `${password.bytes}.${password.number}`;
      if (this.#seen.has(key)) continue;
      if (mistakes <= REMEMBERED_MISTAKES) this.#seen.add(key);
      const cards = choices.map(({ id, value }, nth) => ({
        reading: readings[nth] as Reading,
        id,
        value,
      }));
      yield { password, field: prime.field, cards };
    }
  }

  *#views(wave: Wave): Generator<View> {
    const { readings } = this.#material;
    for (const prime of this.#primes) {
      for (const size of wave.sizes) {
        for (const own of allSubsets(readings, size)) {
          for (const bases of this.#bases(own, wave)) {
            const cards = own.map((reading, nth) =>
              this.#choicesOf(reading, prime, bases[nth] ?? "decimal"),
            );
            yield { prime, readings: own, cards };
          }
        }
      }
    }
  }

  /** All IDs in decimal, or all in hex; of cards that are taken as read, also some so and some so. */
  #bases(readings: readonly Reading[], { mistakes }: Wave): (readonly IdBase[])[] {
    const isOpen = readings.map(
      (reading) => idsAsRead(reading, "hex").join() !== idsAsRead(reading, "decimal").join(),
    );
    const same = (base: IdBase): IdBase[] => readings.map(() => base);
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

  #choicesOf(reading: Reading, { field }: PrimeChoice, base: IdBase): CardChoices {
    const { readings, setId } = this.#material;
    const key = `${readings.indexOf(reading)} ${field.prime} ${base}`;
    const others = readings
      .filter((other) => other !== reading)
      .flatMap((other) => idsAsRead(other, base));
    const known =
      this.#choices.get(key) ?? new CardChoices(reading, { field, setId, base, otherIds: others });
    this.#choices.set(key, known);
    return known;
  }
}

/** Up to how many mixtures of decimal and hex IDs are tried. */
const MIXED_MAX = 256;

/** The worst of the prime's rank and of the cards' is the one that is asked for. */
function* readTogether(
  { cards, prime: { field, mistakes, rank: own } }: View,
  all: Mistakes,
  rank: Rank,
): Generator<Combination> {
  if (mistakes > all || own > rank) return;
  const ranks = own === rank ? RANKS.slice(0, rank + 1) : [rank];
  for (const one of ranks) yield* combinations(cards, field, (all - mistakes) as Mistakes, one);
}
