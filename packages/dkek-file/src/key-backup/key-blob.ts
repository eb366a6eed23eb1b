import { bytesToHex } from "@noble/hashes/utils.js";
import { type Kcv, parseKcv } from "../kcv.js";
import { KeyBackupError } from "./key-backup-error.js";

/** What kind of key a blob holds: RSA as modulus and exponents, RSA with its primes, EC, AES. */
export type KeyType = "rsa" | "rsa-crt" | "ec" | "aes";

const KEY_TYPES: ReadonlyMap<number, KeyType> = new Map([
  [5, "rsa"],
  [6, "rsa-crt"],
  [12, "ec"],
  [15, "aes"],
]);

export const KCV_LENGTH_BYTES = 8;
export const MAC_LENGTH_BYTES = 16;
const BLOCK_LENGTH_BYTES = 16;
/** 8 random bytes, a 2-byte size, the smallest key (AES-128 of 16 bytes) and its padding. */
const CIPHERTEXT_MIN_BYTES = 32;

/** In this order, each after two bytes with its length. */
const FIELDS = ["default algorithm", "allowed algorithms", "access conditions", "key OID"] as const;

/**
 * A key as the HSM hands it out, encrypted and authenticated under its DKEK (WRAP, `80 72`): the
 * answer that `wrap_key` of sc-hsm-tool.c puts into the file.
 */
export interface KeyBlob {
  /** Of the DKEK that restores it. */
  readonly kcv: Kcv;
  readonly keyType: KeyType;
  /** As the HSM returned it, and takes it back. */
  readonly bytes: Uint8Array;
  /** Where it begins in the file. */
  readonly offset: number;
  /** The key itself, encrypted: whole blocks of 16 bytes. */
  readonly ciphertext: Uint8Array;
  /** Everything that the MAC covers: all but itself. */
  readonly authenticated: Uint8Array;
  /** 16 bytes, AES-CMAC. */
  readonly mac: Uint8Array;
}

/**
 * Reads a key blob: KCV (8 bytes), type (1), four fields with 2-byte lengths, ciphertext (whole
 * blocks of 16), MAC (16).
 *
 * @param bytes - the blob; the result points into it
 * @param offset - where it begins in the file
 * @throws {KeyBackupError} `blob-too-short`, `unknown-key-type` or `ciphertext-not-blocks`.
 */
export function parseKeyBlob(bytes: Uint8Array, offset: number): KeyBlob {
  const kcv = parseKcv(bytesToHex(bytes.subarray(0, KCV_LENGTH_BYTES)));
  const typeByte = bytes[KCV_LENGTH_BYTES];
  if (kcv === undefined || typeByte === undefined) {
    throw new KeyBackupError("blob-too-short", `a key blob of ${bytes.length} bytes`, offset);
  }
  const keyType = KEY_TYPES.get(typeByte);
  if (keyType === undefined) {
    throw new KeyBackupError(
      "unknown-key-type",
      `key type ${typeByte} is not known`,
      offset + KCV_LENGTH_BYTES,
    );
  }
  let at = KCV_LENGTH_BYTES + 1;
  for (const name of FIELDS) {
    const high = bytes[at];
    const low = bytes[at + 1];
    if (high === undefined || low === undefined) {
      throw new KeyBackupError("blob-too-short", `the key blob has no ${name}`, offset + at);
    }
    at += 2 + high * 256 + low;
  }
  const ciphertextLength = bytes.length - MAC_LENGTH_BYTES - at;
  if (ciphertextLength < CIPHERTEXT_MIN_BYTES) {
    throw new KeyBackupError("blob-too-short", "the key blob has no room for a key", offset + at);
  }
  if (ciphertextLength % BLOCK_LENGTH_BYTES !== 0) {
    throw new KeyBackupError(
      "ciphertext-not-blocks",
      `${ciphertextLength} bytes of ciphertext are not whole blocks`,
      offset + at,
    );
  }
  return {
    kcv,
    keyType,
    bytes,
    offset,
    ciphertext: bytes.subarray(at, -MAC_LENGTH_BYTES),
    authenticated: bytes.subarray(0, -MAC_LENGTH_BYTES),
    mac: bytes.subarray(-MAC_LENGTH_BYTES),
  };
}
