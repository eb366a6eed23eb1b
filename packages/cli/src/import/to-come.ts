import { sharesToCome } from "@dkek/ceremony";
import type { Outcome } from "./outcome.js";

/** Which DKEK shares an HSM may still wait for, and how many of them it does. */
export interface ToCome {
  readonly missing: number;
  readonly total: number;
  /** As far as the records tell: `missing` of these are to come. */
  readonly candidates: readonly number[];
}

/** @returns undefined where nothing is to come, or nothing is known. */
export function toComeOf({ status, imported, alreadyIn }: Outcome): ToCome | undefined {
  if (status?.dkek.state !== "pending") return undefined;
  const { missing, total } = status.dkek;
  const records = [...imported, ...alreadyIn].flatMap(({ file }) => file.recordFile?.record ?? []);
  return { missing, total, candidates: sharesToCome(total, records) };
}

/** In plain words, such as "DKEK share 2 of 2 is still to come". */
export function toComeText({ missing, total, candidates }: ToCome): string {
  const isOne = missing === 1;
  if (candidates.length === missing) {
    const which = `${candidates.join(" and ")} of ${total}`;
    return isOne
      ? `DKEK share ${which} is still to come`
      : `DKEK shares ${which} are still to come`;
  }
  const count = isOne ? `1 of ${total} DKEK shares is` : `${missing} of ${total} DKEK shares are`;
  // Where no record tells anything, all may be meant.
  const which = candidates.length === total ? "" : `: of ${candidates.join(", ")}`;
  return `${count} still to come${which}`;
}
