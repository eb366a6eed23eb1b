import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { type DataObject, findTlv } from "../tlv.js";
import { curveWith } from "./curves.js";
import { toNumber } from "./numbers.js";
import { MODULUS_BITS } from "./rsa-key.js";
import { signatureScheme } from "./signature-schemes.js";

const ALGORITHM = 0x06;
const MODULUS_SIZE = 0x02;
const EXPONENT = 0x82;
const EXPONENT_MIN = 3n;
/** The most that Node lets OpenSSL have. */
const EXPONENT_MAX = 0xffff_ffffn;

const generateAsync = promisify(generateKeyPair);

/**
 * Makes key pairs of the kind that the data objects of a public key ask for, without its numbers: the
 * algorithm, then size of modulus and public exponent, or domain parameters. It works in a thread of
 * its own: an RSA key of 4096 bits takes seconds.
 *
 * @returns undefined for what this card can't generate
 */
export function keyGenerator(
  publicKey: readonly DataObject[],
): (() => Promise<KeyObject>) | undefined {
  const scheme = signatureScheme(findTlv(publicKey, ALGORITHM) ?? new Uint8Array(0));
  if (scheme === undefined) return undefined;
  return scheme.algorithm === "ec" ? ecGenerator(publicKey) : rsaGenerator(publicKey);
}

function rsaGenerator(publicKey: readonly DataObject[]): (() => Promise<KeyObject>) | undefined {
  const size = toNumber(findTlv(publicKey, MODULUS_SIZE) ?? new Uint8Array(0));
  const exponent = toNumber(findTlv(publicKey, EXPONENT) ?? new Uint8Array(0));
  const modulusLength = MODULUS_BITS.find((bits) => BigInt(bits) === size);
  const possible = exponent >= EXPONENT_MIN && exponent <= EXPONENT_MAX && exponent % 2n === 1n;
  if (modulusLength === undefined || !possible) return undefined;
  const options = { modulusLength, publicExponent: Number(exponent) };
  return async () => (await generateAsync("rsa", options)).privateKey;
}

function ecGenerator(publicKey: readonly DataObject[]): (() => Promise<KeyObject>) | undefined {
  const [prime, a, b, basePoint, order] = [0x81, 0x82, 0x83, 0x84, 0x85].map((tag) =>
    findTlv(publicKey, tag),
  );
  if (!prime || !a || !b || !basePoint || !order) return undefined;
  const namedCurve = curveWith({ prime, a, b, basePoint, order })?.name;
  if (namedCurve === undefined) return undefined;
  return async () => (await generateAsync("ec", { namedCurve })).privateKey;
}
