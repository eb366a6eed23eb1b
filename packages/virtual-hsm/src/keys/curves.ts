import { generateKeyPairSync, getCurves } from "node:crypto";
import { derAt, encodeTlv } from "../tlv.js";
import { toNumber } from "./numbers.js";

/** The curves that OpenSC's driver knows (`curves` in pkcs15-sc-hsm.c), as OpenSSL calls them. */
const NAMES = [
  "prime192v1",
  "prime256v1",
  "secp384r1",
  "secp521r1",
  "brainpoolP192r1",
  "brainpoolP224r1",
  "brainpoolP256r1",
  "brainpoolP320r1",
  "brainpoolP384r1",
  "brainpoolP512r1",
  "secp192k1",
  "secp256k1",
];

/** The numbers that make a curve y² = x³ + ax + b over the integers modulo p; cofactor 1. */
export interface DomainParameters {
  readonly prime: Uint8Array;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  /** 04, then both coordinates. */
  readonly basePoint: Uint8Array;
  readonly order: Uint8Array;
}

export interface Curve extends DomainParameters {
  /** As OpenSSL calls it. */
  readonly name: string;
  /** Object identifier, in DER. */
  readonly oid: Uint8Array;
  /** Of a coordinate; those of the parameters have as many. */
  readonly fieldBytes: number;
}

const loaded = new Map<string, Curve>();

/** @param name one of those above; its numbers come from OpenSSL. */
export function curveNamed(name: string): Curve {
  const known = loaded.get(name) ?? load(name);
  loaded.set(name, known);
  return known;
}

/**
 * The curve with these parameters, leading zeros aside. One that is left empty is not compared: some
 * cards leave a out of the keys that they wrap.
 *
 * @returns undefined if it is none that this card knows
 */
export function curveWith(given: DomainParameters): Curve | undefined {
  const known = getCurves();
  return NAMES.filter((name) => known.includes(name))
    .map(curveNamed)
    .find((curve) =>
      (["prime", "a", "b", "basePoint", "order"] as const).every(
        (part) => given[part].length === 0 || toNumber(given[part]) === toNumber(curve[part]),
      ),
    );
}

/**
 * OpenSSL spells out all parameters in a public key if it is asked to: ECParameters in a
 * SubjectPublicKeyInfo (SEC 1, appendix C.2 and C.3).
 */
function load(namedCurve: string): Curve {
  const spki = (paramEncoding: "named" | "explicit"): Uint8Array =>
    generateKeyPairSync("ec", { namedCurve, paramEncoding }).publicKey.export({
      type: "spki",
      format: "der",
    });
  const explicit = spki("explicit");
  const a = derAt(explicit, 0, 1, 2, 0);
  return {
    name: namedCurve,
    oid: encodeTlv(0x06, derAt(spki("named"), 0, 1)),
    prime: derAt(explicit, 0, 1, 1, 1).slice(-a.length),
    a,
    b: derAt(explicit, 0, 1, 2, 1),
    basePoint: derAt(explicit, 0, 1, 3),
    order: derAt(explicit, 0, 1, 4).slice(-a.length),
    fieldBytes: a.length,
  };
}
