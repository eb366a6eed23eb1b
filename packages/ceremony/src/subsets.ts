import type { RandomSource } from "@dkek/foundation";

/** All subsets of `size` of the items, in lexicographic order of their places. */
export function* allSubsets<T>(items: readonly T[], size: number): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = 0; first + size <= items.length; first++) {
    for (const rest of allSubsets(items.slice(first + 1), size - 1)) {
      yield [items[first] as T, ...rest];
    }
  }
}

/** How many subsets of `size` there are among `count` items, or `limit` if there are more. */
export function countSubsets(count: number, size: number, limit: number): number {
  let subsets = 1;
  for (let i = 1; i <= Math.min(size, count - size); i++) {
    subsets = (subsets * (count - i + 1)) / i;
    if (subsets > limit) return limit;
  }
  return Math.round(subsets);
}

/**
 * Random subsets of `size`, endlessly; every item is in one of the first ⌈items / size⌉, because
 * the items are dealt out like cards and shuffled anew when too few are left.
 */
export function* sampleSubsets<T>(
  items: readonly T[],
  size: number,
  random: RandomSource,
): Generator<T[]> {
  for (let dealt = items.length, deck: T[] = []; ; dealt += size) {
    if (dealt >= items.length) {
      deck = shuffled(items, random);
      dealt = 0;
    }
    // The last hand of a deck is filled up from its beginning.
    const hand = deck.slice(dealt, dealt + size);
    yield [...hand, ...deck.slice(0, size - hand.length)];
  }
}

function shuffled<T>(items: readonly T[], random: RandomSource): T[] {
  // Which quorums are tried first is no secret: sorting by 32 random bits is even enough.
  return items
    .map((item) => ({ item, key: new DataView(random(4).buffer).getUint32(0) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
