import { type PrimeField, secretWeights } from "@dkek/sss";
import type { CardChoices, Choice } from "./choices.js";
import type { Mistakes, Rank } from "./mistakes.js";

/** One reading of all cards of a quorum: a choice for each, in their order. */
export interface Combination {
  readonly choices: readonly Choice[];
  /** The number that they share. */
  readonly secret: bigint;
  /** One polynomial of a lower degree than so many cards need goes through them all. */
  readonly agrees: boolean;
}

/**
 * All ways to read the cards of a quorum with just so many mistakes in all, the least likely of them of
 * just this rank.
 */
export function* combinations(
  cards: readonly CardChoices[],
  field: PrimeField,
  mistakes: Mistakes,
  rank: Rank,
): Generator<Combination> {
  const weights = new Map<string, readonly bigint[]>();
  for (const choices of chosen(cards, mistakes, rank)) {
    const ids = choices.map(({ id }) => id);
    const key = ids.join();
    const own = weights.get(key) ?? secretWeights(field, ids);
    weights.set(key, own);
    let [secret, difference] = [0n, 0n];
    for (const [nth, { id, value }] of choices.entries()) {
      const term = ((own[nth] ?? 0n) * value) % field.prime;
      secret += term;
      difference += BigInt(id) * term;
    }
    yield {
      choices,
      secret: secret % field.prime,
      agrees: difference % field.prime === 0n,
    };
  }
}

/** One choice a card, with different IDs. */
function* chosen(
  cards: readonly CardChoices[],
  mistakes: Mistakes,
  rank: Rank,
): Generator<readonly Choice[]> {
  function* from(
    nth: number,
    before: readonly Choice[],
    left: number,
    reached: Rank,
  ): Generator<readonly Choice[]> {
    const card = cards[nth];
    if (card === undefined) {
      if (reached === rank) yield before;
      return;
    }
    const isLast = nth === cards.length - 1;
    for (let count = isLast ? left : 0; count <= left; count++) {
      for (const choice of card.with(count as Mistakes)) {
        if (choice.rank > rank || before.some(({ id }) => id === choice.id)) continue;
        const worst = Math.max(reached, choice.rank) as Rank;
        yield* from(nth + 1, [...before, choice], left - count, worst);
      }
    }
  }
  yield* from(0, [], mistakes, 0);
}
