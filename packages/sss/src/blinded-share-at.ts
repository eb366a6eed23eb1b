import { type BlindedShare, parseBlindedShares } from "./blinded-share.js";
import { interpolate } from "./interpolate.js";
import { writeNumber } from "./number-bytes.js";
import { requireId, THRESHOLD_MIN } from "./share.js";

/**
 * The share with another ID that belongs to the same set, with its blinding, as `shareAt` does for
 * plain ones: it passes against the same commitments, if the given ones do and are as many as the
 * threshold. `isCommitted` tells.
 *
 * @param id 1 to 255; for one of the given IDs its share is given back as a copy.
 * @returns a share whose value and blinding are the caller's to wipe.
 * @throws {SharingError} `not-p224`, `too-few-shares`, `too-many-shares`, `mixed-sets`,
 *   `id-out-of-range`, `duplicate-id`, `value-out-of-range`, `blinding-out-of-range`.
 */
export function blindedShareAt(shares: readonly BlindedShare[], id: number): BlindedShare {
  const points = parseBlindedShares(shares, THRESHOLD_MIN);
  const { field, blindings } = points;
  requireId(field, id);
  return {
    field,
    id,
    value: writeNumber(interpolate(points, id), field.byteLength),
    blinding: writeNumber(interpolate({ ...points, values: blindings }, id), field.byteLength),
  };
}
