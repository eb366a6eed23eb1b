import { interpolate } from "./interpolate.js";
import { writeNumber } from "./number-bytes.js";
import { parseShares, requireId, type Share, THRESHOLD_MIN } from "./share.js";

/**
 * The share with another ID that belongs to the same set: to recreate a lost one, or to add a holder.
 * As with `combine`, the shares must be as many as the threshold, and nothing shows if they are not.
 *
 * @param id 1 to 255, below the prime; for one of the given IDs its share is given back as a copy.
 * @returns a share whose value is the caller's to wipe.
 * @throws {SharingError} `too-few-shares`, `too-many-shares`, `mixed-sets`, `id-out-of-range`,
 *   `duplicate-id`, `value-out-of-range`.
 */
export function shareAt(shares: readonly Share[], id: number): Share {
  const points = parseShares(shares, THRESHOLD_MIN);
  const { field } = points;
  requireId(field, id);
  return { field, id, value: writeNumber(interpolate(points, id), field.byteLength) };
}
