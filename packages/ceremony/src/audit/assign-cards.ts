import type { Card } from "../card.js";
import { belongsTo, shortSetId } from "../set-id.js";
import { type Finding, unproven, wrong } from "./finding.js";
import type { Named, SetMaterial } from "./material.js";

/** Deals cards out to the sets that they belong to, as far as that can be told. */
export function assignCards(
  cards: readonly Named<Card>[],
  sets: readonly SetMaterial[],
): { sets: SetMaterial[]; findings: Finding[] } {
  const dealt = new Map<SetMaterial, Named<Card>[]>(sets.map((set) => [set, []]));
  const findings: Finding[] = [];
  for (const card of cards) {
    const candidates = sets.filter((set) => mayBelong(card.it, set));
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) dealt.get(only)?.push(card);
    else findings.push(homeless(card, candidates.length));
  }
  return {
    sets: [...dealt].map(([set, own]) => ({ ...set, cards: own })),
    findings,
  };
}

function mayBelong({ about, field }: Card, { setId, record }: SetMaterial): boolean {
  if (about !== undefined) return belongsTo(about.set, setId);
  // A bare card has nothing but its prime to go by.
  return record === undefined || record.it.set.sharing?.prime === field.prime.toString(16);
}

function homeless({ name, it }: Named<Card>, candidates: number): Finding {
  if (candidates > 1) {
    return unproven(
      name,
      "a card without a set's name, and more than one set that it may belong to: audit one set at a time",
    );
  }
  return it.about === undefined
    ? wrong(name, "its prime is not that of any set that was given")
    : wrong(
        name,
        `belongs to set ${shortSetId(it.about.set)}, of which neither .pbe nor record was given`,
      );
}
