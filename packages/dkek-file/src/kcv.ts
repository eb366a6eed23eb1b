import type { SecretBytes } from "@dkek/foundation";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { checkDkekShare } from "./dkek-share.js";

declare const kcvBrand: unique symbol;

/**
 * Key check value: the first 8 bytes of SHA-256 over a 32-byte DKEK (or DKEK share), as 16
 * upper-case hex digits, the form in which `sc-hsm-tool` prints it. It tells which DKEK it is, and
 * nothing that helps to find it.
 */
export type Kcv = string & { readonly [kcvBrand]: true };

const KCV_LENGTH_BYTES = 8;

/** @returns undefined unless `text` is 16 hex digits, of either case. */
export function parseKcv(text: string): Kcv | undefined {
  return /^[0-9a-fA-F]{16}$/.test(text) ? (text.toUpperCase() as Kcv) : undefined;
}

/**
 * The key check value of a DKEK, or of a DKEK share that is the only one.
 *
 * @throws {PbeError} `share-wrong-length` unless there are 32 bytes.
 */
export function kcvOf(dkek: SecretBytes): Kcv {
  checkDkekShare(dkek);
  const digest = sha256(dkek.expose());
  return bytesToHex(digest.subarray(0, KCV_LENGTH_BYTES)).toUpperCase() as Kcv;
}
