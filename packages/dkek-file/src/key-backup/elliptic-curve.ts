import { hexToBytes } from "@noble/hashes/utils.js";

/** A curve y^2 = x^3 + ax + b over the integers modulo p, as names stand for it; cofactor 1. */
export interface EllipticCurve {
  /** The name in SEC 2 or RFC 5639. */
  readonly name: string;
  /** Object identifier, in DER. */
  readonly oid: Uint8Array;
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  /** Order of the base point, a prime. */
  readonly n: bigint;
  readonly gx: bigint;
  readonly gy: bigint;
  /** Size of a coordinate. */
  readonly bits: number;
  readonly fieldBytes: number;
  /** Size of each half of a signature. */
  readonly orderBytes: number;
}

/** The numbers that make a curve, in hex. */
export type CurveHex = Readonly<Record<"p" | "a" | "b" | "n" | "gx" | "gy", string>>;

/** A curve from its numbers. */
export function curve(name: string, oidHex: string, hex: CurveHex): EllipticCurve {
  const number = (digits: string): bigint => BigInt(`0x${digits}`);
  const bits = number(hex.p).toString(2).length;
  return {
    name,
    oid: hexToBytes(oidHex),
    p: number(hex.p),
    a: number(hex.a),
    b: number(hex.b),
    n: number(hex.n),
    gx: number(hex.gx),
    gy: number(hex.gy),
    bits,
    fieldBytes: Math.ceil(bits / 8),
    orderBytes: Math.ceil(number(hex.n).toString(16).length / 2),
  };
}

/** Whether (x, y) is a point of the curve, the point at infinity aside. */
export function isOnCurve({ p, a, b }: EllipticCurve, x: bigint, y: bigint): boolean {
  return x < p && y < p && (y * y - (x * x + a) * x - b) % p === 0n;
}
