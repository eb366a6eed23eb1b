import { createECDH, ECDH, type KeyObject } from "node:crypto";
import { type EcKeyNumbers, ecKeyNumbers } from "./ec-key.js";
import { inverse, modulo, toBytes, toNumber } from "./numbers.js";

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/**
 * ECDH (SEC 1, section 3.3.1) as the card gives it out: the whole point, 04 and both coordinates.
 * OpenSSL tells x alone. Its y is one of two, and which one comes out by adding their point: d · Q + Q
 * has to be (d + 1) · Q, whose x OpenSSL tells as well.
 *
 * @param theirs their public key: 04, then both coordinates
 * @returns undefined if that is no point of the curve
 */
export function sharedPoint(key: KeyObject, theirs: Uint8Array): Uint8Array | undefined {
  const mine = ecKeyNumbers(key);
  const { curve } = mine;
  const scalar = toNumber(mine.scalar);
  const x = sharedX(mine, scalar, theirs);
  const next = sharedX(mine, scalar + 1n, theirs);
  if (x === undefined || next === undefined) return undefined;
  const candidates = [0x02, 0x03].map(
    (sign) =>
      ECDH.convertKey(
        Uint8Array.of(sign, ...x),
        curve.name,
        undefined,
        undefined,
        "uncompressed",
      ) as Buffer,
  );
  const prime = toNumber(curve.prime);
  const point = (bytes: Uint8Array): Point => ({
    x: toNumber(bytes.subarray(1, 1 + curve.fieldBytes)),
    y: toNumber(bytes.subarray(1 + curve.fieldBytes)),
  });
  const found = candidates.find(
    (candidate) => sumX(point(candidate), point(theirs), prime) === toNumber(next),
  );
  return found && Uint8Array.from(found);
}

function sharedX(
  { curve }: EcKeyNumbers,
  scalar: bigint,
  theirs: Uint8Array,
): Uint8Array | undefined {
  const ecdh = createECDH(curve.name);
  try {
    ecdh.setPrivateKey(toBytes(scalar, curve.order.length));
    return ecdh.computeSecret(theirs);
  } catch {
    // OpenSSL looks whether it is a point of the curve.
    return undefined;
  }
}

/** x of the sum of two different points; undefined where the sum is the point at infinity. */
function sumX(a: Point, b: Point, prime: bigint): bigint | undefined {
  const divisor = inverse(b.x - a.x, prime);
  if (divisor === undefined) return undefined;
  const slope = (b.y - a.y) * divisor;
  return modulo(slope * slope - a.x - b.x, prime);
}
