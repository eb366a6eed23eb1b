import { type RandomSource, SecretBytes } from "@dkek/foundation";
import {
  generateSafePrime,
  P224_ORDER,
  type PrimeField,
  primeField,
  SharingError,
} from "@dkek/sss";

/** How the password is drawn and over which prime it is shared. */
export type SchemeName = "p224" | "sc-hsm";

export interface Scheme {
  readonly name: SchemeName;
  /** Length of the password, in bytes; the prime has as many. */
  readonly passwordBytes: number;
  /** The prime of a new set: fixed, or fresh for each set. */
  makeField(random: RandomSource): PrimeField;
  /**
   * A fresh password. Its first byte is never 00: `sc-hsm-tool` drops leading zero bytes when it
   * reassembles, so it could not open the set again (measured: 1 in 128 of its own sets).
   */
  makePassword(random: RandomSource): SecretBytes;
}

const P224_PASSWORD_BYTES = 28;

/**
 * 28-byte passwords, shared over the order of P-224: as long as stock `sc-hsm-tool` can still be
 * typed into (31 bytes a line), and the order of a group that commitments can live in.
 */
const p224: Scheme = {
  name: "p224",
  passwordBytes: P224_PASSWORD_BYTES,
  makeField: () => primeField(P224_ORDER),
  makePassword: (random) => {
    const order = primeField(P224_ORDER);
    return draw(P224_PASSWORD_BYTES, random, (bytes) => bytes[0] !== 0 && isBelow(bytes, order));
  },
};

const SC_HSM_PASSWORD_BYTES = 8;
const SC_HSM_PRIME_BITS = 64;

/** What `sc-hsm-tool` makes itself (`generatePwdSharesAndPassword`): 63 bits over a 64-bit safe prime. */
const scHsm: Scheme = {
  name: "sc-hsm",
  passwordBytes: SC_HSM_PASSWORD_BYTES,
  makeField: (random) => primeField(generateSafePrime(SC_HSM_PRIME_BITS, random)),
  makePassword: (random) =>
    // Below 2^63, and so below any 64-bit prime.
    draw(SC_HSM_PASSWORD_BYTES, random, (bytes) => {
      bytes[0] = (bytes[0] ?? 0) & 0x7f;
      return bytes[0] !== 0;
    }),
};

export const SCHEMES: Readonly<Record<SchemeName, Scheme>> = { p224, "sc-hsm": scHsm };

/** The scheme that a prime belongs to; undefined for a prime that neither scheme would make. */
export function schemeOf(field: PrimeField): SchemeName | undefined {
  if (field.prime === P224_ORDER) return "p224";
  return field.byteLength === SC_HSM_PASSWORD_BYTES ? "sc-hsm" : undefined;
}

/** A working generator is refused so often once in 2^100 times or less. */
const REFUSALS_MAX = 128;

/** Draws until `accept` says yes: uniform over what it accepts. */
function draw(
  length: number,
  random: RandomSource,
  accept: (bytes: Uint8Array) => boolean,
): SecretBytes {
  for (let refusals = 0; refusals < REFUSALS_MAX; refusals++) {
    const bytes = random(length);
    if (accept(bytes)) return SecretBytes.own(bytes);
    bytes.fill(0);
  }
  throw new SharingError("random-source-broken", "the random source gives nothing usable", {
    hint: "make no keys on this machine until its random generator was looked at",
  });
}

function isBelow(bytes: Uint8Array, { prime, byteLength }: PrimeField): boolean {
  for (let i = 0; i < byteLength; i++) {
    const limit = Number((prime >> BigInt(8 * (byteLength - 1 - i))) & 0xffn);
    const byte = bytes[i] ?? 0;
    if (byte !== limit) return byte < limit;
  }
  return false;
}
