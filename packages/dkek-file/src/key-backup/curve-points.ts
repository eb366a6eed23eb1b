import { type WeierstrassPointCons, weierstrass } from "@noble/curves/abstract/weierstrass.js";
import type { EllipticCurve } from "./elliptic-curve.js";

/** Points of a curve, to calculate with. */
export function pointsOf(curve: EllipticCurve): WeierstrassPointCons<bigint> {
  const { p, a, b, n, gx: Gx, gy: Gy } = curve;
  return weierstrass({ p, a, b, n, h: 1n, Gx, Gy });
}
