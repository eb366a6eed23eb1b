import { recordedCards } from "./issued-cards.js";
import type { SetRecord } from "./record.js";

/** Who has held a card, under all its issues. */
export interface CardHolders {
  readonly id: number;
  /** Who holds it now: the last one whom the record names; undefined where it has no name. */
  readonly now: string | undefined;
  /** Those before, the first one first, each once; without those who have no name. */
  readonly before: readonly string[];
}

/** What people who hold no card any more know of the set. */
export interface Departed {
  readonly people: readonly string[];
  /** The IDs of the cards that they have held. */
  readonly cards: readonly number[];
  /** Whether these are as many as restore the set. */
  readonly suffice: boolean;
}

/**
 * Who knew what, over all the time that the record tells of. Nobody forgets a card by giving it back: all
 * issues of a card are the same share.
 */
export function whoKnew(record: SetRecord): CardHolders[] {
  const issues = recordedCards(record);
  return [...new Set(issues.map(({ id }) => id))].map((id) => {
    const names = issues.flatMap(({ id: own, custodian = "" }) =>
      own === id && custodian !== "" ? [custodian] : [],
    );
    const now = names.at(-1);
    return { id, now, before: [...new Set(names.filter((name) => name !== now))] };
  });
}

/**
 * Those who have held cards and hold none now. A name stands for a person: two people of the same name
 * are taken for one, and whoever has none can't be counted.
 */
export function departed(record: SetRecord): Departed {
  const holders = whoKnew(record);
  const present = new Set(holders.map(({ now }) => now));
  const people = [...new Set(holders.flatMap(({ before }) => before))].filter(
    (name) => !present.has(name),
  );
  const cards = holders
    .filter(({ before }) => before.some((name) => people.includes(name)))
    .map(({ id }) => id);
  const threshold = record.set.sharing?.threshold ?? Number.POSITIVE_INFINITY;
  return { people, cards, suffice: cards.length >= threshold };
}

/** Somebody who still holds a card, and has known as many as restore the set. */
export interface KnowsEnough {
  readonly name: string;
  /** The IDs of the cards that this person has held, at once or one after the other. */
  readonly cards: readonly number[];
}

/**
 * Those who hold a card and could restore the set alone, with what they have held over the years. A name
 * stands for a person, as for {@link departed}, which tells of those who hold none.
 */
export function knowEnoughAlone(record: SetRecord): KnowsEnough[] {
  const holders = whoKnew(record);
  const threshold = record.set.sharing?.threshold ?? Number.POSITIVE_INFINITY;
  const present = new Set(holders.flatMap(({ now }) => now ?? []));
  return [...present]
    .map((name) => ({
      name,
      cards: holders
        .filter(({ now, before }) => now === name || before.includes(name))
        .map(({ id }) => id),
    }))
    .filter(({ cards }) => cards.length >= threshold);
}
