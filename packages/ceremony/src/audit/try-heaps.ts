import type { Assignment, OpenHeap } from "./assign-cards.js";
import type { SetMaterial } from "./material.js";

export interface TriedHeaps {
  /** The sets of the assignment, with the cards that were found to be theirs. */
  readonly sets: readonly SetMaterial[];
  /** What opened none of the sets that it may belong to. */
  readonly leftOver: readonly OpenHeap[];
}

/**
 * Finds out by trying where bare cards belong that may belong to several sets. The last heap belongs
 * to the last set without being tried: if it does not, that is found when the set is opened.
 *
 * @param opens whether a set opens with the cards that it has here; seconds, where it is tried.
 */
export async function tryHeaps(
  { sets, open }: Assignment,
  opens: (set: SetMaterial) => Promise<boolean>,
): Promise<TriedHeaps> {
  const homes = new Map<SetMaterial["setId"], SetMaterial["cards"]>();
  const leftOver: OpenHeap[] = [];
  for (const [place, heap] of open.entries()) {
    const free = heap.candidates.filter(({ setId }) => !homes.has(setId));
    const isLast = place === open.length - 1 && free.length === 1;
    const home = isLast ? free[0] : await firstOpened(free, heap, opens);
    if (home === undefined) leftOver.push(heap);
    else homes.set(home.setId, heap.cards);
  }
  return {
    sets: sets.map((set) => ({ ...set, cards: [...set.cards, ...(homes.get(set.setId) ?? [])] })),
    leftOver,
  };
}

async function firstOpened(
  sets: readonly SetMaterial[],
  { cards }: OpenHeap,
  opens: (set: SetMaterial) => Promise<boolean>,
): Promise<SetMaterial | undefined> {
  for (const set of sets) {
    if (await opens({ ...set, cards: [...set.cards, ...cards] })) return set;
  }
  return undefined;
}
