/**
 * 0 to `count` - 1 in random order.
 *
 * @param {number} count
 */
export function shuffled(count) {
  return Array.from({ length: count }, (_, place) => ({ place, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ place }) => place);
}
