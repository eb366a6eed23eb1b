import type { SetRecord } from "./record/record.js";

/**
 * Which DKEK shares an HSM may still wait for: all but those that are known to be in it. As many as it
 * misses are certainly meant; if there are more, others went in that no record here tells of.
 *
 * @param total for how many DKEK shares it was initialised.
 * @param imported the records of DKEK shares that are in it.
 * @returns their numbers, from 1; all of them, where no record tells anything.
 */
export function sharesToCome(total: number, imported: readonly SetRecord[]): number[] {
  const known = new Set(imported.map(({ set }) => set.dkekShare.index));
  return Array.from({ length: total }, (_, place) => place + 1).filter(
    (index) => !known.has(index),
  );
}
