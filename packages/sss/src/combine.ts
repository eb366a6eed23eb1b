import { fittingDegree } from "./fitting-threshold.js";
import { interpolate } from "./interpolate.js";
import { writeNumber } from "./number-bytes.js";
import { parseShares, requireThreshold, type Share, THRESHOLD_MIN } from "./share.js";
import { SharingError } from "./sharing-error.js";

export interface CombineOptions {
  /** How many shares restore the secret: 2 to 255. */
  readonly threshold?: number;
}

/**
 * Restores the secret: the value at 0 of the polynomial through all the shares (`reconstructSecret`
 * in sc-hsm-tool.c).
 *
 * With a threshold, fewer shares are refused, and more of them are a check: all must lie on one
 * polynomial of a degree below the threshold. Without one nothing shows whether the shares are
 * enough or right: too few give another secret, not an error.
 *
 * Bigints can't be wiped: the secret stays in memory as such until the garbage collector comes round.
 *
 * @returns `field.byteLength` bytes, big-endian, zeros in front where the secret was shorter; the
 *   caller's to wipe.
 * @throws {SharingError} `threshold-out-of-range`, `too-few-shares`, `too-many-shares`, `mixed-sets`,
 *   `id-out-of-range`, `duplicate-id`, `value-out-of-range`, `inconsistent-shares`.
 */
export function combine(shares: readonly Share[], { threshold }: CombineOptions = {}): Uint8Array {
  if (threshold !== undefined) requireThreshold(threshold);
  const points = parseShares(shares, threshold ?? THRESHOLD_MIN);
  if (threshold !== undefined && shares.length > threshold && fittingDegree(points) >= threshold) {
    throw new SharingError(
      "inconsistent-shares",
      `the ${shares.length} shares contradict each other: any ${threshold} of a set agree with all others`,
      {
        hint: "at least one was copied wrongly or belongs to another set, or the threshold is higher",
      },
    );
  }
  return writeNumber(interpolate(points, 0), points.field.byteLength);
}
