/**
 * How wide the columns of a table are: as wide as they need to be, if all have room, else the narrow ones
 * as they are, and the others share what is left as they would need it.
 *
 * @param natural what each column would take in one line.
 * @param least what its widest word takes.
 */
export function columnWidths(
  natural: readonly number[],
  least: readonly number[],
  width: number,
): number[] {
  const sum = (widths: readonly number[]): number => widths.reduce((a, b) => a + b, 0);
  if (sum(natural) <= width) return [...natural];
  // Words that are wider than their share are broken.
  const floor = least.map((word) => Math.min(word, width / least.length));
  const wish = natural.map((wanted, place) => Math.max(0, wanted - (floor[place] ?? 0)));
  const left = width - sum(floor);
  // Nobody's wish counts for more than the whole width: one long text does not starve the others.
  const weights = wish.map((wanted) => Math.min(wanted, width));
  const all = sum(weights);
  return floor.map((base, place) => base + (left * (weights[place] ?? 0)) / all);
}
