import { SecretBytes } from "@dkek/foundation";
import type { PrimeField } from "@dkek/sss";

/**
 * Which OpenSC made a set. Since 0.16 (January 2016) the first byte of the stock tool's password is 00 to
 * 7f, and the password below the prime; before, it was 80 to ff, and the prime could be the smaller one, so
 * that the shared number is the password's remainder (`generatePwdSharesAndPassword` of sc-hsm-tool.c).
 */
export type Age = "since-0.16" | "before-0.16";

/** The likelier first: no card says how old it is. */
export const AGES: readonly Age[] = ["since-0.16", "before-0.16"];

/** A password as a number of so many bytes. A bigint can't be wiped: keep it short-lived. */
export interface PasswordNumber {
  readonly number: bigint;
  readonly bytes: number;
}

/** Length of the prime and of the password that `sc-hsm-tool` makes. */
export const STOCK_BYTES = 8;

/**
 * The passwords that a shared number may stand for, if the set is so old: with the zero bytes in front
 * that the stock tool loses on the way back, and without them.
 */
export function passwordsOfSecret(
  secret: bigint,
  { prime, byteLength }: PrimeField,
  age: Age,
): PasswordNumber[] {
  const bytes = byteLength;
  const [half, all] = [1n << BigInt(8 * bytes - 1), 1n << BigInt(8 * bytes)];
  if (age === "before-0.16") {
    if (bytes !== STOCK_BYTES) return [];
    return [secret, secret + prime]
      .filter((number) => number >= half && number < all)
      .map((number) => ({ number, bytes }));
  }
  if (secret === 0n || (bytes === STOCK_BYTES && secret >= half)) return [];
  const stripped = Math.ceil(secret.toString(16).length / 2);
  return [bytes, ...(stripped < bytes ? [stripped] : [])].map((length) => ({
    number: secret,
    bytes: length,
  }));
}

/** The bytes of a password, big-endian; the caller wipes them. */
export function passwordBytes({ number, bytes }: PasswordNumber): SecretBytes {
  const password = new Uint8Array(bytes);
  for (let at = bytes - 1, rest = number; at >= 0; at--, rest >>= 8n) {
    password[at] = Number(rest & 0xffn);
  }
  return SecretBytes.own(password);
}
