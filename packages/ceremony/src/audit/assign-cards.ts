import type { Card } from "../card.js";
import { olderSets, setsOfOlderDkeks } from "../record/generations.js";
import type { OlderSet, SetRecord } from "../record/record.js";
import { belongsTo, shortSetId } from "../set-id.js";
import type { AuditFact, NewerSet } from "./audit-fact.js";
import type { AuditSubject } from "./audit-subject.js";
import { type Finding, wrong } from "./finding.js";
import { subjectInEnglish } from "./in-english.js";
import type { Named, SetMaterial } from "./material.js";

/** Bare cards of one prime, and the sets that they may belong to: two or more. */
export interface OpenHeap {
  readonly cards: readonly Named<Card>[];
  readonly candidates: readonly SetMaterial[];
}

export interface Assignment {
  /** The same sets in the same order, with their cards. */
  readonly sets: readonly SetMaterial[];
  /** What only trying tells. Its candidates are among `sets`. */
  readonly open: readonly OpenHeap[];
  readonly findings: readonly Finding[];
}

/** Deals cards out to the sets that they name, and bare ones, which name none, by their prime. */
export function assignCards(
  cards: readonly Named<Card>[],
  sets: readonly SetMaterial[],
): Assignment {
  const findings: Finding[] = [];
  const named = sets.map((set) => ({
    ...set,
    cards: cards.filter(({ it }) => it.about !== undefined && belongsTo(it.about.set, set.setId)),
  }));
  for (const card of cards) {
    const { about } = card.it;
    if (about === undefined || sets.some(({ setId }) => belongsTo(about.set, setId))) continue;
    const newer = replacing(sets, ({ setId }) => belongsTo(about.set, setId));
    const set = shortSetId(about.set);
    const fact: AuditFact =
      newer === undefined
        ? { what: "of-set-not-given", set }
        : { what: "of-older-set", set, ...newer };
    findings.push(wrong(cardsNamed(card), fact));
  }

  const dealt = new Map(named.map((set) => [set.setId, [...set.cards]]));
  const open: { cards: readonly Named<Card>[]; ids: Set<string> }[] = [];
  const bare = cards.filter(({ it }) => it.about === undefined);
  for (const heap of byPrime(bare)) {
    const candidates = candidatesFor(heap, named);
    const [only] = candidates;
    if (candidates.length > 1) {
      open.push({ cards: heap, ids: new Set(candidates.map(({ setId }) => setId)) });
    } else if (only !== undefined) {
      dealt.get(only.setId)?.push(...heap);
    } else {
      const newer = replacing(sets, ({ prime }) => prime === heap[0]?.it.field.prime.toString(16));
      const fact: AuditFact =
        newer === undefined
          ? { what: "prime-not-given" }
          : { what: "prime-of-older-set", ...newer };
      findings.push(...heap.map((card) => wrong(cardsNamed(card), fact)));
    }
  }
  const assigned = named.map((set) => ({ ...set, cards: dealt.get(set.setId) ?? [] }));
  return {
    sets: assigned,
    open: open.map(({ cards, ids }) => ({
      cards,
      candidates: assigned.filter(({ setId }) => ids.has(setId)),
    })),
    findings,
  };
}

/** Which set has replaced an older set; undefined: no record that was given knows of that one. */
function replacing(
  sets: readonly SetMaterial[],
  isIt: (older: OlderSet) => boolean,
): NewerSet | undefined {
  const sayingSo = (older: (record: SetRecord) => OlderSet[]) =>
    sets.find(({ record }) => record !== undefined && older(record.it).some(isIt));
  const newer = sayingSo(olderSets);
  if (newer !== undefined) return { newer: shortSetId(newer.setId), hasSameDkek: true };
  const successor = sayingSo(setsOfOlderDkeks);
  return successor && { newer: shortSetId(successor.setId), hasSameDkek: false };
}

/** Cards as the subject of a finding. */
export function cardsNamed(...cards: readonly Named<Card>[]): AuditSubject {
  return { what: "cards", cards: cards.map(({ name, it }) => ({ name, id: it.id })) };
}

/** What a card is called in a finding. */
export function nameOf(card: Named<Card>): string {
  return subjectInEnglish(cardsNamed(card));
}

/** In the order in which they come first. */
function byPrime(cards: readonly Named<Card>[]): Named<Card>[][] {
  const heaps = new Map<bigint, Named<Card>[]>();
  for (const card of cards) {
    const { prime } = card.it.field;
    heaps.set(prime, [...(heaps.get(prime) ?? []), card]);
  }
  return [...heaps.values()];
}

function candidatesFor(
  [first]: readonly Named<Card>[],
  sets: readonly SetMaterial[],
): readonly SetMaterial[] {
  const prime = first?.it.field.prime.toString(16);
  const known = sets.filter((set) => primeOf(set) === prime);
  return known.length > 0
    ? known
    : sets.filter((set) => set.record === undefined && primeOf(set) === undefined);
}

/** Told by the record or by the cards that name the set; a `.pbe` file does not show it. */
function primeOf({ record, cards }: SetMaterial): string | undefined {
  return record === undefined
    ? cards[0]?.it.field.prime.toString(16)
    : record.it.set.sharing?.prime;
}
