import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

declare const setIdBrand: unique symbol;

/**
 * Which set a card or record belongs to: the SHA-256 of the whole `.pbe` file, as 64 lower-case hex
 * digits. Public: it tells nothing about the password.
 */
export type SetId = string & { readonly [setIdBrand]: true };

const SHORT_DIGITS = 8;

/** The set ID of a `.pbe` file's bytes. */
export function setIdOf(pbe: Uint8Array): SetId {
  return bytesToHex(sha256(pbe)) as SetId;
}

/** @returns undefined unless `text` is 64 lower-case hex digits. */
export function parseSetId(text: string): SetId | undefined {
  return /^[0-9a-f]{64}$/.test(text) ? (text as SetId) : undefined;
}

/** The first 8 digits, for people: enough to tell the handful of sets in a safe apart. */
export function shortSetId(id: SetId): string {
  return id.slice(0, SHORT_DIGITS);
}
