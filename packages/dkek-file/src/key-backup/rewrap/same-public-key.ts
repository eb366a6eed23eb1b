import { bytesToNumberBE } from "@noble/curves/utils.js";
import { pointsOf } from "../curve-points.js";
import type { EllipticCurve } from "../elliptic-curve.js";
import type { BackupPublicKey } from "../public-key.js";
import { publicKeyBits, rsaNumbers } from "../subject-public-key.js";

/*
 * Compared as numbers: a certificate may write the same key in another way than a request, with a
 * compressed point, or with parameters in place of the curve's name.
 */

/** @param point - 04, then both coordinates */
export function isSameEcKey(
  theirs: BackupPublicKey,
  curve: EllipticCurve,
  point: Uint8Array,
): boolean {
  if (theirs.algorithm !== "ec") return false;
  const points = pointsOf(curve);
  try {
    return points.fromBytes(publicKeyBits(theirs.spki)).equals(points.fromBytes(point));
  } catch {
    return false;
  }
}

/** @param key - modulus and exponent, unsigned */
export function isSameRsaKey(
  theirs: BackupPublicKey,
  key: { readonly n: Uint8Array; readonly e: Uint8Array },
): boolean {
  if (theirs.algorithm !== "rsa") return false;
  const { modulus, exponent } = rsaNumbers(publicKeyBits(theirs.spki));
  return (
    bytesToNumberBE(modulus) === bytesToNumberBE(key.n) &&
    bytesToNumberBE(exponent) === bytesToNumberBE(key.e)
  );
}
