import { BRAINPOOL_CURVES } from "./brainpool-curves.js";
import type { EllipticCurve } from "./elliptic-curve.js";
import { SEC_CURVES } from "./sec-curves.js";

/** A kind of key pair that an HSM can be asked to make. */
export type KeySpec =
  | { readonly algorithm: "rsa"; readonly bits: number }
  | { readonly algorithm: "ec"; readonly curve: EllipticCurve };

/**
 * In bits. Less is no longer enough (NIST SP 800-57, part 1, table 2); more no SmartCard-HSM does.
 */
const RSA_BITS = [2048, 3072, 4096] as const;

/** Those of OpenSC's driver (`curves` of pkcs15-sc-hsm.c) that are not too small any more. */
const CURVE_NAMES: readonly string[] = [
  "secp256r1",
  "secp384r1",
  "secp521r1",
  "secp256k1",
  "brainpoolP256r1",
  "brainpoolP320r1",
  "brainpoolP384r1",
  "brainpoolP512r1",
];

/** What others call them; compared in lower case. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  prime256v1: "secp256r1",
  "p-256": "secp256r1",
  "p-384": "secp384r1",
  "p-521": "secp521r1",
};

const CURVES: readonly EllipticCurve[] = CURVE_NAMES.map((name) => {
  const found = [...SEC_CURVES, ...BRAINPOOL_CURVES].find((curve) => curve.name === name);
  if (found === undefined) throw new Error(`no numbers for the curve ${name}`);
  return found;
});

/** Every kind, as {@link parseKeySpec} reads it: `rsa:2048`, `ec:secp256r1`. */
export const KEY_SPECS: readonly string[] = [
  ...RSA_BITS.map((bits) => `rsa:${bits}`),
  ...CURVE_NAMES.map((name) => `ec:${name}`),
];

/**
 * Reads a kind of key as `pkcs11-tool --key-type` has it, in either case: `rsa:` and the bits of the
 * modulus, or `ec:` and the name of a curve (SEC 2, RFC 5639, NIST's or OpenSSL's).
 *
 * @returns undefined for anything that is not among {@link KEY_SPECS}, by whatever name.
 */
export function parseKeySpec(text: string): KeySpec | undefined {
  const [algorithm, size = "", ...more] = text.toLowerCase().split(":");
  if (more.length > 0) return undefined;
  if (algorithm === "rsa") {
    const bits = RSA_BITS.find((known) => String(known) === size);
    return bits && { algorithm, bits };
  }
  if (algorithm !== "ec") return undefined;
  const name = OTHER_NAMES[size] ?? size;
  const curve = CURVES.find((known) => known.name.toLowerCase() === name.toLowerCase());
  return curve && { algorithm, curve };
}

/** As {@link parseKeySpec} reads it. */
export function formatKeySpec(spec: KeySpec): string {
  return spec.algorithm === "rsa" ? `rsa:${spec.bits}` : `ec:${spec.curve.name}`;
}
