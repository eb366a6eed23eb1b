import { bytesToNumberBE } from "@noble/curves/utils.js";
import { BRAINPOOL_CURVES } from "./brainpool-curves.js";
import type { DerElement, DerReader } from "./der-reader.js";
import { badValue, OBJECT_IDENTIFIER } from "./der-values.js";
import { type EllipticCurve, isOnCurve } from "./elliptic-curve.js";
import { KeyBackupError } from "./key-backup-error.js";
import { bitLength } from "./public-key.js";
import { SEC_CURVES } from "./sec-curves.js";
import { type SignatureScheme, signatureScheme } from "./signature-scheme.js";

const UNCOMPRESSED = 0x04;
const MODULUS_MIN_BITS = 512;
const MODULUS_MAX_BITS = 8192;
/** FIPS 186-5, section 5.4; also what keeps the check of a signature short. */
const EXPONENT_MAX_BITS = 256;

/** A public key as a certificate request has it, in numbers. */
export type RequestPublicKey = RequestEcKey | RequestRsaKey;

export interface RequestEcKey {
  readonly algorithm: "ec";
  readonly scheme: SignatureScheme;
  readonly curve: EllipticCurve;
  /** 04, then both coordinates. */
  readonly point: Uint8Array;
}

export interface RequestRsaKey {
  readonly algorithm: "rsa";
  readonly scheme: SignatureScheme;
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/**
 * Reads the public key of a certificate request (7F49; BSI TR-03110-3, appendix D.3) with all its
 * domain parameters, which must be those of a curve with a name.
 *
 * @throws {KeyBackupError} `unknown-algorithm`, `unknown-curve` or `bad-public-key`, or where it is
 *   not well-formed.
 */
export function readRequestPublicKey(key: DerReader): RequestPublicKey {
  const oid = key.take(OBJECT_IDENTIFIER, "algorithm");
  const scheme = signatureScheme(oid.value);
  if (scheme === undefined) {
    throw new KeyBackupError(
      "unknown-algorithm",
      "the request's signature algorithm is not known",
      oid.valueStart,
    );
  }
  const found = scheme.padding === "ecdsa" ? readEcKey(key, scheme) : readRsaKey(key, scheme);
  key.finish("the public key");
  return found;
}

function readEcKey(key: DerReader, scheme: SignatureScheme): RequestEcKey {
  const prime = key.take(0x81, "prime");
  const a = key.take(0x82, "coefficient a");
  const b = key.take(0x83, "coefficient b");
  const base = key.take(0x84, "base point");
  const order = key.take(0x85, "order");
  const point = key.take(0x86, "public point");
  const cofactor = key.takeIf(0x87, "cofactor");

  const curve = [...SEC_CURVES, ...BRAINPOOL_CURVES].find(({ p, a: coefficient }) => {
    return isNumber(prime, p) && isNumber(a, coefficient);
  });
  const [gx, gy] = (curve && coordinates(base, curve)) ?? [];
  if (
    curve === undefined ||
    !isNumber(b, curve.b) ||
    !isNumber(order, curve.n) ||
    gx !== curve.gx ||
    gy !== curve.gy ||
    (cofactor && !isNumber(cofactor, 1n))
  ) {
    throw new KeyBackupError(
      "unknown-curve",
      "the domain parameters are those of no known curve",
      prime.start,
    );
  }
  const [x, y] = coordinates(point, curve) ?? [];
  if (x === undefined || y === undefined || !isOnCurve(curve, x, y)) {
    throw badPublicKey(point, `is no point of ${curve.name}`);
  }
  return { algorithm: "ec", scheme, curve, point: point.value };
}

function readRsaKey(key: DerReader, scheme: SignatureScheme): RequestRsaKey {
  const modulus = key.take(0x81, "modulus");
  const exponent = key.take(0x82, "public exponent");
  const modulusBits = bitLength(modulus.value);
  if (modulusBits < MODULUS_MIN_BITS || modulusBits > MODULUS_MAX_BITS || isEven(modulus)) {
    throw badPublicKey(modulus, "has a modulus that no RSA key has");
  }
  const exponentBits = bitLength(exponent.value);
  if (exponentBits < 2 || exponentBits > EXPONENT_MAX_BITS || isEven(exponent)) {
    throw badPublicKey(exponent, "has an exponent that no RSA key has");
  }
  return { algorithm: "rsa", scheme, modulus: modulus.value, exponent: exponent.value };
}

/**
 * Compares as numbers: some cards drop the leading zeros of a coefficient, others keep them. Longer
 * ones than the largest curve needs are not looked into.
 */
function isNumber(element: DerElement, expected: bigint): boolean {
  if (element.value.length === 0) throw badValue(element, "a number");
  return element.value.length <= 128 && bytesToNumberBE(element.value) === expected;
}

function coordinates(
  { value }: DerElement,
  { fieldBytes }: EllipticCurve,
): [x: bigint, y: bigint] | undefined {
  if (value.length !== 1 + 2 * fieldBytes || value[0] !== UNCOMPRESSED) return undefined;
  const middle = 1 + fieldBytes;
  return [bytesToNumberBE(value.subarray(1, middle)), bytesToNumberBE(value.subarray(middle))];
}

function isEven({ value }: DerElement): boolean {
  return ((value.at(-1) ?? 0) & 1) === 0;
}

function badPublicKey(element: DerElement, problem: string): KeyBackupError {
  return new KeyBackupError("bad-public-key", `the public key ${problem}`, element.valueStart);
}
