/** Longer input is no word misspelt; the longest in the list has 11 letters. */
const WORD_CHARACTERS_MAX = 24;

/**
 * Of a list, the words to which the fewest typing slips lead: a letter more, less, other, or two
 * neighbours swapped. All that are equally near.
 *
 * @returns none if more slips would be needed than half of the letters.
 */
export function nearestWords(word: string, list: readonly string[]): string[] {
  if (word.length > WORD_CHARACTERS_MAX) return [];
  const slips = list.map((known) => slipsBetween(word.toLowerCase(), known.toLowerCase()));
  const fewest = Math.min(...slips);
  return 2 * fewest > word.length ? [] : list.filter((_, index) => slips[index] === fewest);
}

/** Optimal string alignment distance. */
function slipsBetween(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      let slips = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) {
        slips = Math.min(slips, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(slips);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
