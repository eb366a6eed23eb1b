import { P224, POINT_BYTES, type Point } from "./p224.js";
import { ID_MAX, THRESHOLD_MIN } from "./share.js";
import { SharingError } from "./sharing-error.js";

declare const checked: unique symbol;

/**
 * What a set of shares can be checked against: a Pedersen commitment to each coefficient of its
 * polynomial. Public: it tells nothing of the secret, whatever computers come (see
 * `splitVerifiably`). Only `splitVerifiably` and {@link parseCommitments} make one.
 */
export interface Commitments {
  /** As many as the threshold, to the coefficients of 1, x, x², …; 29 bytes each, compressed. */
  readonly points: readonly Uint8Array[];
  readonly [checked]: true;
}

// Beside the object rather than in it: the points are another library's, and no caller's business.
const decoded = new WeakMap<Commitments, readonly Point[]>();

/**
 * Reads commitments: as many points of P-224 as the threshold. The identity has no encoding of 29
 * bytes, and every other point of the curve is as good as any. About 0.3 ms a point.
 *
 * @param points 2 to 255 compressed points of 29 bytes. Copied.
 * @throws {SharingError} `invalid-commitments`.
 */
export function parseCommitments(points: readonly Uint8Array[]): Commitments {
  if (points.length < THRESHOLD_MIN || points.length > ID_MAX) {
    throw new SharingError(
      "invalid-commitments",
      `${points.length} commitments: a set has as many as its threshold, ${THRESHOLD_MIN} to ${ID_MAX}`,
      { hint: "take another copy of the record" },
    );
  }
  return commitmentsOf(points.map(parsePoint));
}

/** @param points none of them the identity. */
export function commitmentsOf(points: readonly Point[]): Commitments {
  const encoded = Object.freeze(points.map((point) => point.toBytes()));
  const commitments = Object.freeze({ points: encoded }) as Commitments;
  decoded.set(commitments, points);
  return commitments;
}

/** The points themselves, as they were checked: what a caller writes into the bytes has no effect. */
export function pointsOf(commitments: Commitments): readonly Point[] {
  const points = decoded.get(commitments);
  if (points === undefined) throw new TypeError("commitments that were never parsed");
  return points;
}

function parsePoint(bytes: Uint8Array, index: number): Point {
  try {
    // The library would take the uncompressed form, too.
    if (bytes.length === POINT_BYTES) {
      const point = P224.fromBytes(bytes);
      point.assertValidity();
      return point;
    }
  } catch {
    // Its messages quote numbers, and say nothing that the one below does not.
  }
  throw new SharingError(
    "invalid-commitments",
    `commitment ${index + 1} is not a point of P-224 in ${POINT_BYTES} bytes`,
    { hint: "the record was damaged or changed: take another copy of it" },
  );
}
