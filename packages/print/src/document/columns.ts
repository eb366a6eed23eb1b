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
  const share = shareOfWide(natural, width);
  const isWide = natural.map((wanted) => wanted > share);
  const sum = (widths: readonly number[]): number => widths.reduce((a, b) => a + b, 0);
  // Words that are wider than their share are broken.
  const floor = natural.map((wanted, place) =>
    isWide[place] ? Math.min(least[place] ?? 0, share) : wanted,
  );
  const left = width - sum(floor);
  // Nobody's wish counts for more than the whole width: one long text does not starve the others.
  const wishes = natural.map((wanted, place) => Math.min(wanted - (floor[place] ?? 0), width));
  const all = sum(wishes);
  if (all === 0) return floor;
  return floor.map((base, place) => base + (left * (wishes[place] ?? 0)) / all);
}

/** What each column would have if those that need less were as wide as they need to be, and the rest alike. */
function shareOfWide(natural: readonly number[], width: number): number {
  let left = width;
  const rising = [...natural].sort((a, b) => a - b);
  for (const [place, wanted] of rising.entries()) {
    const share = left / (rising.length - place);
    if (wanted > share) return share;
    left -= wanted;
  }
  return Number.POSITIVE_INFINITY;
}
