import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

declare const setIdBrand: unique symbol;
declare const setPrefixBrand: unique symbol;

/**
 * Which set a card or record belongs to: the SHA-256 of the whole `.pbe` file, as 64 lower-case hex
 * digits. Public: it tells nothing about the password.
 */
export type SetId = string & { readonly [setIdBrand]: true };

/** The first 80 bits of a set ID, as 20 lower-case hex digits: what a card has of it. */
export type SetPrefix = string & { readonly [setPrefixBrand]: true };

const PREFIX_DIGITS = 20;
const SHORT_DIGITS = 8;

/** The set ID of a `.pbe` file's bytes. */
export function setIdOf(pbe: Uint8Array): SetId {
  return bytesToHex(sha256(pbe)) as SetId;
}

export function setPrefix(id: SetId): SetPrefix {
  return id.slice(0, PREFIX_DIGITS) as SetPrefix;
}

/** @returns undefined unless `text` is 20 lower-case hex digits. */
export function parseSetPrefix(text: string): SetPrefix | undefined {
  return /^[0-9a-f]{20}$/.test(text) ? (text as SetPrefix) : undefined;
}

/** Does what a card says of its set fit a set ID? */
export function belongsTo(prefix: SetPrefix, id: SetId): boolean {
  return setPrefix(id) === prefix;
}

/** The first 8 digits, for people: enough to tell the handful of sets in a safe apart. */
export function shortSetId(id: SetId | SetPrefix): string {
  return id.slice(0, SHORT_DIGITS);
}
