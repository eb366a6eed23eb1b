import { Field } from "@noble/curves/abstract/modular.js";
import {
  type WeierstrassPoint,
  type WeierstrassPointCons,
  weierstrass,
} from "@noble/curves/abstract/weierstrass.js";
import { P224_ORDER } from "./p224-order.js";
import { P224_PRIME, squareRoot } from "./p224-square-root.js";

/** A point of the curve, the identity included. */
export type Point = WeierstrassPoint<bigint>;

/** A point as bytes: 02 or 03 for an even or odd y, then x (SEC 1, section 2.3.3, compressed). */
export const POINT_BYTES = 29;

/** Reading a compressed point means taking a root. */
function sqrt(square: bigint): bigint {
  const root = squareRoot(square);
  if (root === undefined) throw new Error("no square");
  return root;
}

/**
 * NIST P-224 (FIPS 186-4, section D.1.2.2; `secp224r1` in SEC 2): y² = x³ − 3x + b modulo p. Its order is a
 * prime and its cofactor 1, so every point of the curve is in the group.
 */
export const P224: WeierstrassPointCons<bigint> = weierstrass(
  {
    p: P224_PRIME,
    n: P224_ORDER,
    h: 1n,
    a: P224_PRIME - 3n,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    Gx: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    Gy: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  },
  { Fp: Field(P224_PRIME, { sqrt }) },
);

/** The generator of the standard. */
export const G: Point = P224.BASE;

/**
 * A second generator, whose logarithm to the base G nobody knows: whoever knew it could open a
 * commitment to any value. It comes from a label, and anyone can repeat how (RFC 9380 has no suite
 * for P-224):
 *
 * 1. For counter = 0, 1, …: x = the first 28 bytes, as a big-endian number, of SHA-256 over the ASCII
 *    bytes of `dkek Pedersen generator H, P-224, v1` and one byte with the counter.
 * 2. If x is not below p, or x³ − 3x + b is no square modulo p, go on with the next counter.
 * 3. H is (x, y) with the even one of the two roots y.
 *
 * Counter 0 is the first to do. The coordinates stand here so that nothing has to be hashed at run
 * time; a test repeats the procedure with other tools.
 */
export const H: Point = P224.fromAffine({
  x: 0x04c1a7404666dca0fc6cb7f298afaa079a0781f35508221303954b00n,
  y: 0x8e87be75574609884f99667396319ba3ca77690884cec998fafa9f1cn,
});
