import type { PrimeField } from "@dkek/sss";
import type { Candidate } from "./candidate.js";
import type { Combination, Wanted } from "./combinations.js";
import type { RescueMaterial } from "./material.js";
import { type Mistakes, RANKS, type Rank } from "./mistakes.js";
import { AGES, type Age, passwordsOfSecret, STOCK_BYTES } from "./passwords.js";
import type { Reading } from "./reading.js";
import { readTogether, type View, Views } from "./views.js";
import { AGREEING_MAX, type Wave, wavesOf } from "./waves.js";

/** Up to so many mistakes, passwords are remembered, so that none is tried twice. */
const REMEMBERED_MISTAKES = 1;
/** And up to how many, so that they fit into the memory: where more digits are open, few come twice. */
const REMEMBERED_MAX = 500_000;

/**
 * What can be the password, always in the same order: the likeliest first. A password that an earlier
 * part of the search has had does not come again, but for a few with two mistakes.
 */
export class Candidates {
  readonly #age: Age | undefined;
  readonly #views: Views;
  readonly #seen = new Set<string>();

  constructor(material: RescueMaterial) {
    this.#age = material.age;
    this.#views = new Views(material);
  }

  /** The likeliest prime; undefined if there is none to work with: then nothing can be said. */
  get field(): PrimeField | undefined {
    return this.#views.field;
  }

  /**
   * The candidates of a part of the search; they are to be gone through part by part.
   *
   * @returns undefined now and then, where there is still none.
   */
  *of(wave: Wave): Generator<Candidate | undefined> {
    const ages = this.#age === undefined ? AGES : [this.#age];
    if (wave.kind === "agreeing") {
      // The likelier ones first makes no sense where hardly any is left.
      yield* this.#tried(wave, ages, { worst: worstOf(wave), exactly: false });
      return;
    }
    // Without mistakes, nothing is unlikely.
    const ranks = wave.mistakes === 0 ? RANKS.slice(0, 1) : RANKS;
    for (const age of ages) {
      for (const worst of ranks) yield* this.#tried(wave, [age], { worst, exactly: true });
    }
  }

  *#tried(
    wave: Wave,
    ages: readonly Age[],
    ranks: Pick<Wanted, "worst" | "exactly">,
  ): Generator<Candidate | undefined> {
    const { mistakes } = wave;
    const agreeing = wave.kind === "agreeing";
    const wanted = { ...ranks, mistakes, agreeing };
    // What agrees is tried apart from all else, so that a search can be resumed without looking for it again.
    const seen = agreeing ? new Set<string>() : this.#seen;
    for (const view of this.#views.of(wave)) {
      if (ages.every((age) => isUselessFor(age, view.field))) continue;
      for (const combination of readTogether(view, wanted)) {
        if (combination === undefined) yield undefined;
        else yield* fresh(combination, view, ages, seen, mistakes <= REMEMBERED_MISTAKES);
      }
    }
  }

  /**
   * All ways to read the cards, in the part of the search that a candidate came from, that give the same
   * password: a digit of one card may make up for a digit of another.
   *
   * @returns undefined now and then.
   */
  *alike({ password, field }: Candidate, wave: Wave): Generator<Candidate | undefined> {
    const secret = password.number % field.prime;
    const { mistakes, kind } = wave;
    const wanted = {
      mistakes,
      worst: worstOf(wave),
      exactly: false,
      agreeing: kind === "agreeing",
    };
    for (const view of this.#views.of(wave)) {
      if (view.field.prime !== field.prime) continue;
      for (const combination of readTogether(view, wanted)) {
        if (combination === undefined) yield undefined;
        else if (combination.secret === secret) yield { ...readingOf(combination, view), password };
      }
    }
  }

  /** About how many candidates a part of the search has, without going through it. */
  roughly(wave: Wave): number {
    const { field } = this;
    return field === undefined
      ? 0
      : Math.round(this.combinations(wave) * this.#passwordsPerSecret(field));
  }

  /** About how many ways to read the cards a part of the search has, whatever comes of them. */
  combinations(wave: Wave): number {
    let [sum, looked] = [0, 0];
    for (const view of this.#views.of(wave)) {
      sum += waysToRead(view, wave.mistakes);
      if (++looked === VIEWS_COUNTED) return Math.round((sum / looked) * this.#views.count(wave));
    }
    return sum;
  }

  /** As often as not, what a secret would stand for is no password of so old a set. */
  #passwordsPerSecret({ prime, byteLength }: PrimeField): number {
    if (byteLength !== STOCK_BYTES) return 1;
    const perAge = 2 ** 63 / Number(prime);
    return this.#age === undefined ? 2 * perAge : perAge;
  }
}

/** With two mistakes, what cards agree by is not looked for among the unlikeliest: there are too many. */
function worstOf({ kind, mistakes }: Wave): Rank {
  return kind === "agreeing" && mistakes === 2 ? 1 : 2;
}

/**
 * The passwords of a combination that were not seen before.
 *
 * @param remembers whether they are seen from now on.
 */
function* fresh(
  combination: Combination,
  view: View,
  ages: readonly Age[],
  seen: Set<string>,
  remembers: boolean,
): Generator<Candidate> {
  for (const age of ages) {
    for (const password of passwordsOfSecret(combination.secret, view.field, age)) {
      const key = `${password.bytes}.${password.number}`;
      if (seen.has(key)) continue;
      if (remembers && seen.size < REMEMBERED_MAX) seen.add(key);
      yield { ...readingOf(combination, view), password };
    }
  }
}

/** Of so many views, the candidates are counted one by one. */
const VIEWS_COUNTED = 300;

/** In how many ways the cards of a view can be read with just so many mistakes: a coefficient of a product. */
function waysToRead({ cards, spent }: View, mistakes: Mistakes): number {
  const left = (mistakes - spent) as Mistakes;
  let ways = [1, 0, 0];
  for (const card of cards) {
    const own = card.counts(left);
    ways = ways.map((_, total) =>
      ways.reduce((all, before, count) => all + before * (own[total - count] ?? 0), 0),
    );
  }
  return ways[left] ?? 0;
}

/** The parts of a search: see {@link wavesOf}; but for what would take long without any derivation. */
export function plannedWaves(material: RescueMaterial): Wave[] {
  const candidates = new Candidates(material);
  return wavesOf(material).filter(
    (wave) => wave.kind !== "agreeing" || candidates.combinations(wave) <= AGREEING_MAX,
  );
}

function readingOf(
  { choices }: Combination,
  { field, readings }: View,
): Omit<Candidate, "password"> {
  return {
    field,
    cards: choices.map(({ id, value }, nth) => ({ reading: readings[nth] as Reading, id, value })),
  };
}

/** Before 0.16 there were none but 64-bit sets. */
function isUselessFor(age: Age, { byteLength }: PrimeField): boolean {
  return age === "before-0.16" && byteLength !== STOCK_BYTES;
}
