import type { DerElement, DerReader } from "./der-reader.js";
import { badValue, OBJECT_IDENTIFIER } from "./der-values.js";
import { coordinates, curveWith, isNumber } from "./domain-parameters.js";
import { type EllipticCurve, isOnCurve } from "./elliptic-curve.js";
import { KeyBackupError } from "./key-backup-error.js";
import { isRsaExponent, isRsaModulus } from "./rsa-numbers.js";
import { type SignatureScheme, signatureScheme } from "./signature-scheme.js";

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

  for (const element of [prime, a, b, order, ...(cofactor ? [cofactor] : [])]) {
    if (element.value.length === 0) throw badValue(element, "a number");
  }
  const curve = curveWith({
    prime: prime.value,
    a: a.value,
    b: b.value,
    base: base.value,
    order: order.value,
  });
  if (curve === undefined || (cofactor && !isNumber(cofactor.value, 1n))) {
    throw new KeyBackupError(
      "unknown-curve",
      "the domain parameters are those of no known curve",
      prime.start,
    );
  }
  const [x, y] = coordinates(point.value, curve) ?? [];
  if (x === undefined || y === undefined || !isOnCurve(curve, x, y)) {
    throw badPublicKey(point, `is no point of ${curve.name}`);
  }
  return { algorithm: "ec", scheme, curve, point: point.value };
}

function readRsaKey(key: DerReader, scheme: SignatureScheme): RequestRsaKey {
  const modulus = key.take(0x81, "modulus");
  const exponent = key.take(0x82, "public exponent");
  if (!isRsaModulus(modulus.value)) {
    throw badPublicKey(modulus, "has a modulus that no RSA key has");
  }
  if (!isRsaExponent(exponent.value)) {
    throw badPublicKey(exponent, "has an exponent that no RSA key has");
  }
  return { algorithm: "rsa", scheme, modulus: modulus.value, exponent: exponent.value };
}

function badPublicKey(element: DerElement, problem: string): KeyBackupError {
  return new KeyBackupError("bad-public-key", `the public key ${problem}`, element.valueStart);
}
