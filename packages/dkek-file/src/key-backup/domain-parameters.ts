import { bytesToNumberBE } from "@noble/curves/utils.js";
import { BRAINPOOL_CURVES } from "./brainpool-curves.js";
import type { EllipticCurve } from "./elliptic-curve.js";
import { SEC_CURVES } from "./sec-curves.js";

/** The numbers that make a curve, as cards write them; the base point as 04 and both coordinates. */
export interface DomainParameters {
  readonly prime: Uint8Array;
  /** Undefined stands for prime - 3. */
  readonly a: Uint8Array | undefined;
  readonly b: Uint8Array;
  readonly base: Uint8Array;
  readonly order: Uint8Array;
}

const UNCOMPRESSED = 0x04;

/** @returns undefined unless all of them are those of one curve with a name. */
export function curveWith({
  prime,
  a,
  b,
  base,
  order,
}: DomainParameters): EllipticCurve | undefined {
  const curve = [...SEC_CURVES, ...BRAINPOOL_CURVES].find((known) => {
    return isNumber(prime, known.p) && (a ? isNumber(a, known.a) : known.a === known.p - 3n);
  });
  if (curve === undefined || !isNumber(b, curve.b) || !isNumber(order, curve.n)) return undefined;
  const [gx, gy] = coordinates(base, curve) ?? [];
  return gx === curve.gx && gy === curve.gy ? curve : undefined;
}

/**
 * Compares as numbers: some cards drop the leading zeros of a coefficient, others keep them. Longer
 * ones than the largest curve needs are not looked into.
 */
export function isNumber(bytes: Uint8Array, expected: bigint): boolean {
  return bytes.length > 0 && bytes.length <= 128 && bytesToNumberBE(bytes) === expected;
}

/** @returns undefined unless the bytes are 04 and two coordinates, each as long as the curve has them. */
export function coordinates(
  point: Uint8Array,
  { fieldBytes }: EllipticCurve,
): [x: bigint, y: bigint] | undefined {
  if (point.length !== 1 + 2 * fieldBytes || point[0] !== UNCOMPRESSED) return undefined;
  const middle = 1 + fieldBytes;
  return [bytesToNumberBE(point.subarray(1, middle)), bytesToNumberBE(point.subarray(middle))];
}
