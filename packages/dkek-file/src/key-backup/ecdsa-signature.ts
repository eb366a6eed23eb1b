import { ecdsa } from "@noble/curves/abstract/weierstrass.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { pointsOf } from "./curve-points.js";
import type { EllipticCurve } from "./elliptic-curve.js";

/** In one of its two encodings. */
export interface EcdsaSignature {
  readonly signature: Uint8Array;
  /**
   * `compact`: r and s side by side (BSI TR-03111, section 5.2.1). `der`: a sequence of both (RFC
   * 3279, section 2.2.3), as SIGN answers.
   */
  readonly format: "compact" | "der";
}

/**
 * Whether an ECDSA signature is right; either of s and n - s is. Takes a few milliseconds.
 *
 * @param point - 04, then both coordinates
 */
export function verifyEcdsa(
  curve: EllipticCurve,
  point: Uint8Array,
  { signature, format }: EcdsaSignature,
  digest: Uint8Array,
): boolean {
  const scheme = ecdsa(pointsOf(curve), sha256);
  try {
    return scheme.verify(signature, digest, point, { prehash: false, lowS: false, format });
  } catch {
    return false;
  }
}
