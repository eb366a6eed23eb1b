/**
 * The middle one: what to quote of noisy times.
 *
 * @param {readonly number[]} numbers an odd number of them
 */
export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[(numbers.length - 1) / 2] ?? Number.NaN;
}
