import { countSubsets } from "../subsets.js";
import type { RescueMaterial } from "./material.js";
import type { Mistakes } from "./mistakes.js";

/** A part of the search: all that explains the cards by one kind of thing. */
export interface Wave {
  /**
   * `agreeing`: one card more than are needed, which all agree: that is no accident, so next to nothing
   * has to be derived. `as-read`: no mistake in the cards that are used. `one-mistake`, `two-mistakes`: in
   * all of them together.
   */
  readonly kind: "agreeing" | "as-read" | "one-mistake" | "two-mistakes";
  readonly mistakes: Mistakes;
  /** How many cards are read together. */
  readonly sizes: readonly number[];
}

const KINDS = ["as-read", "one-mistake", "two-mistakes"] as const;

/** All subsets of so many cards are tried, where the threshold is not known. */
const SUBSETS_MAX = 4096;

/**
 * The parts of a search, the likeliest and cheapest first.
 *
 * A mistake on a card that is left out is no matter. So where subsets of one size were all tried as read,
 * mistakes need only be looked for in those that hold a mistake each: with a threshold that nobody knows,
 * in all cards together first, then in fewer.
 */
export function wavesOf({ readings, threshold }: RescueMaterial): Wave[] {
  const count = readings.length;
  if (threshold !== undefined) {
    const enough = [threshold];
    const surplus = count > threshold ? [threshold + 1] : [];
    return [
      ...agreeing(0, surplus),
      wave(0, enough),
      ...agreeing(1, surplus),
      ...agreeing(2, surplus),
      wave(1, enough),
      wave(2, enough),
    ];
  }
  const sizes = Array.from({ length: count - 1 }, (_, fewer) => count - fewer);
  const triable = sizes.filter((size) => countSubsets(count, size, SUBSETS_MAX) < SUBSETS_MAX);
  const fewer = triable.slice(1);
  const surplus = count > 2 ? [count] : [];
  return [
    ...agreeing(
      0,
      triable.filter((size) => size > 2),
    ),
    wave(0, triable),
    ...agreeing(1, surplus),
    wave(1, [count]),
    ...(fewer.length > 0 ? [wave(1, fewer)] : []),
    ...agreeing(2, surplus),
    wave(2, [count]),
    ...(fewer.length > 0 ? [wave(2, fewer)] : []),
  ];
}

/** With more ways to read the cards than that, it takes minutes to look which of them agree. */
export const AGREEING_MAX = 20_000_000;

function wave(mistakes: Mistakes, sizes: readonly number[]): Wave {
  return { kind: KINDS[mistakes], mistakes, sizes };
}

function agreeing(mistakes: Mistakes, sizes: readonly number[]): Wave[] {
  return sizes.length === 0 ? [] : [{ kind: "agreeing", mistakes, sizes }];
}
