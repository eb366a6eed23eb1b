import { bytesToNumberBE } from "@noble/curves/utils.js";
import { pointsOf } from "../curve-points.js";
import { coordinates, curveWith } from "../domain-parameters.js";
import type { EllipticCurve } from "../elliptic-curve.js";
import type { PlainEcKey } from "./plain-key.js";

/**
 * The curve of an EC key, by all its parameters. An emulator leaves the coefficient a out where it is
 * p - 3 (the vectors of tests/vectors/key-backups.json).
 *
 * @returns undefined unless they are those of a curve with a name.
 */
export function curveOf(key: PlainEcKey): EllipticCurve | undefined {
  return curveWith({ ...key, a: key.a.length === 0 ? undefined : key.a });
}

/**
 * Whether the public point of an EC key is its scalar times the base point.
 *
 * It calculates with bigints, which can't be wiped.
 */
export function isEcKeyPair(key: PlainEcKey, curve: EllipticCurve): boolean {
  const d = bytesToNumberBE(key.d);
  const [x, y] = coordinates(key.point, curve) ?? [];
  if (d === 0n || d >= curve.n) return false;
  const point = pointsOf(curve).BASE.multiply(d);
  return point.x === x && point.y === y;
}
