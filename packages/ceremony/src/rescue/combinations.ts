import { type PrimeField, secretWeights } from "@dkek/sss";
import type { CardChoices, Choice } from "./choices.js";
import type { Mistakes, Rank } from "./mistakes.js";

/** One reading of all cards of a quorum. */
export interface Combination {
  /** A choice for each card, in their order; valid until the next combination. */
  readonly choices: readonly Choice[];
  /** The number that they share. */
  readonly secret: bigint;
}

/** Which combinations are wanted. */
export interface Wanted {
  /** Just so many, in all cards together. */
  readonly mistakes: Mistakes;
  /** No choice may be less likely. */
  readonly worst: Rank;
  /** One choice at least must be as unlikely as `worst`. */
  readonly exactly: boolean;
  /**
   * Only those where one polynomial of a lower degree than so many cards need goes through them all; of the
   * others come some, as undefined, now and then.
   */
  readonly agreeing: boolean;
}

/** So that whoever waits for one that agrees can turn to other things meanwhile. */
const LOOKED_AT_PER_TICK = 512;

/** All ways to read the cards of a quorum that are wanted. */
export function* combinations(
  cards: readonly CardChoices[],
  field: PrimeField,
  wanted: Wanted,
): Generator<Combination | undefined> {
  const { prime } = field;
  const known = new Map<string, Weights>();
  let weights: Weights = { ids: [], secret: [], agreement: [] };
  for (const choices of chosen(cards, wanted)) {
    if (choices === undefined) {
      yield undefined;
      continue;
    }
    // The IDs are mostly the same as before, and their weights cost more than all the rest.
    if (choices.some(({ id }, nth) => id !== weights.ids[nth])) {
      const ids = choices.map(({ id }) => id);
      weights = known.get(ids.join()) ?? weightsOf(field, ids);
      known.set(ids.join(), weights);
    }
    if (wanted.agreeing && sum(choices, weights.agreement) % prime !== 0n) continue;
    yield { choices, secret: sum(choices, weights.secret) % prime };
  }
}

/** What values are multiplied with under these IDs; see `secretWeights`. */
interface Weights {
  readonly ids: readonly number[];
  readonly secret: readonly bigint[];
  /** The sum is 0 where the values agree. */
  readonly agreement: readonly bigint[];
}

function weightsOf(field: PrimeField, ids: readonly number[]): Weights {
  const secret = secretWeights(field, ids);
  const agreement = secret.map((weight, nth) => (weight * BigInt(ids[nth] ?? 0)) % field.prime);
  return { ids, secret, agreement };
}

function sum(choices: readonly Choice[], weights: readonly bigint[]): bigint {
  let total = 0n;
  for (let nth = 0; nth < choices.length; nth++) {
    total += (weights[nth] ?? 0n) * (choices[nth]?.value ?? 0n);
  }
  return total;
}

/** One choice a card, with different IDs: always the same array. Undefined now and then. */
function* chosen(
  cards: readonly CardChoices[],
  { mistakes, worst, exactly }: Wanted,
): Generator<readonly Choice[] | undefined> {
  const choices: Choice[] = [];
  let looked = 0;
  function* from(
    nth: number,
    left: number,
    reached: Rank,
  ): Generator<readonly Choice[] | undefined> {
    const card = cards[nth];
    if (card === undefined) {
      if (!exactly || reached === worst) yield choices;
      return;
    }
    const isLast = nth === cards.length - 1;
    for (let count = isLast ? left : 0; count <= left; count++) {
      for (const choice of card.with(count as Mistakes)) {
        if (++looked % LOOKED_AT_PER_TICK === 0) yield undefined;
        if (choice.rank > worst || isTaken(choice.id, choices, nth)) continue;
        choices[nth] = choice;
        yield* from(nth + 1, left - count, choice.rank > reached ? choice.rank : reached);
      }
    }
  }
  yield* from(0, mistakes, 0);
}

function isTaken(id: number, choices: readonly Choice[], before: number): boolean {
  for (let nth = 0; nth < before; nth++) if (choices[nth]?.id === id) return true;
  return false;
}
