import { wipeCard } from "../card.js";
import type { Candidate } from "./candidate.js";
import { Candidates } from "./candidates.js";
import type { RescueMaterial } from "./material.js";
import { outcomeOf, type RescueOutcome } from "./outcome.js";
import type { Reading } from "./reading.js";
import type { Wave } from "./waves.js";

/** More of them are of no use to anybody. */
const EXPLANATIONS_MAX = 1000;

/**
 * What may be wrong with the cards, once a candidate has opened the file. Usually that is one thing; but
 * where there are no more cards than are needed, a digit of one may make up for a digit of another, and the
 * password is right while nobody can tell which of the two cards is wrong.
 *
 * Of several, those remain that the most of the other cards confirm.
 *
 * @param readings all cards, also those that were not searched with.
 * @returns one or more; the caller wipes their cards. Yields now and then.
 */
export function* explanations(
  found: Candidate,
  wave: Wave,
  material: RescueMaterial,
  readings: readonly Reading[],
): Generator<undefined, readonly RescueOutcome[]> {
  const all = new Map<string, RescueOutcome>();
  const add = (candidate: Candidate): void => {
    const outcome = outcomeOf(candidate, { ...material, readings });
    const key = keyOf(outcome);
    if (all.has(key)) wipe(outcome);
    else all.set(key, outcome);
  };
  add(found);
  for (const candidate of new Candidates(material).alike(found, wave)) {
    if (candidate === undefined) yield;
    else if (all.size < EXPLANATIONS_MAX) add(candidate);
  }
  const outcomes = [...all.values()];
  const most = Math.max(...outcomes.map(({ confirmed }) => confirmed));
  for (const outcome of outcomes) if (outcome.confirmed < most) wipe(outcome);
  return outcomes.filter(({ confirmed }) => confirmed === most);
}

function wipe({ cards }: RescueOutcome): void {
  for (const { card } of cards) wipeCard(card);
}

/** The same for those that say the same of every card. A string can't be wiped: keep it short-lived. */
function keyOf({ cards }: RescueOutcome): string {
  return cards.map(({ card }) => `${card.id} ${card.value.expose().join(".")}`).join("|");
}
