import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { cmac } from "./cmac.js";

/*
 * @dkek/dkek-file reads and checks the same blobs with code of its own, on purpose: what the card
 * writes is held against it in the tests, and the same code on both sides would prove nothing.
 */

/** What kind of key a blob holds: RSA as exponents and modulus, RSA with its primes, EC. */
export const KeyType = { rsa: 5, rsaCrt: 6, ec: 12 } as const;

export interface KeyBlob {
  readonly type: number;
  /**
   * Default algorithm, allowed algorithms, access conditions and key OID, each after its length in two
   * bytes. Authenticated, not encrypted.
   */
  readonly attributes: Uint8Array;
  /** The key itself, from its size to its last field. */
  readonly content: Uint8Array;
}

const KCV_BYTES = 8;
const TYPE_BYTES = 1;
const MAC_BYTES = 16;
const BLOCK_BYTES = 16;
/** Random bytes before the content, so that the same key never looks the same twice. */
const SALT_BYTES = 8;
const ATTRIBUTES = 4;
const NO_IV = new Uint8Array(BLOCK_BYTES);

/** First 8 bytes of SHA-256 of the DKEK: which one it is. */
export function kcvOf(dkek: Uint8Array): Uint8Array {
  return createHash("sha256").update(dkek).digest().subarray(0, KCV_BYTES);
}

/**
 * Encrypts and authenticates a key under the DKEK, as CardContact's own scripts do
 * (`DKEK.prototype.encodeKey` of the SmartCard-HSM support scripts):
 *
 *     KCV (8) ‖ type (1) ‖ attributes ‖ AES-256-CBC ciphertext, IV of zeros ‖ AES-CMAC (16)
 *
 * The plaintext is the salt and the content, padded with 80 00 … to whole blocks.
 *
 * @param dkek 32 bytes
 * @param salt 8 random bytes
 */
export function sealKeyBlob(
  { type, attributes, content }: KeyBlob,
  dkek: Uint8Array,
  salt: Uint8Array,
): Uint8Array {
  const unpadded = SALT_BYTES + content.length;
  const plain = new Uint8Array((Math.floor(unpadded / BLOCK_BYTES) + 1) * BLOCK_BYTES);
  plain.set(salt);
  plain.set(content, SALT_BYTES);
  plain[unpadded] = 0x80;
  const cipher = createCipheriv("aes-256-cbc", encryptionKey(dkek), NO_IV).setAutoPadding(false);
  const authenticated = Buffer.concat([
    kcvOf(dkek),
    Uint8Array.of(type),
    attributes,
    cipher.update(plain),
  ]);
  return Buffer.concat([authenticated, cmac(macKey(dkek), authenticated)]);
}

/** @returns undefined if it is under another DKEK, damaged, or no key blob at all. */
export function openKeyBlob(blob: Uint8Array, dkek: Uint8Array): KeyBlob | undefined {
  const authenticated = blob.subarray(0, -MAC_BYTES);
  const mac = blob.subarray(authenticated.length);
  const start = KCV_BYTES + TYPE_BYTES;
  if (authenticated.length < start) return undefined;
  if (!timingSafeEqual(authenticated.subarray(0, KCV_BYTES), kcvOf(dkek))) return undefined;
  if (!timingSafeEqual(mac, cmac(macKey(dkek), authenticated))) return undefined;
  const end = endOfAttributes(authenticated, start);
  if (end === undefined) return undefined;
  const ciphertext = authenticated.subarray(end);
  if (ciphertext.length === 0 || ciphertext.length % BLOCK_BYTES !== 0) return undefined;
  const decipher = createDecipheriv("aes-256-cbc", encryptionKey(dkek), NO_IV);
  const plain = decipher.setAutoPadding(false).update(ciphertext);
  const unpadded = plain.findLastIndex((byte) => byte !== 0);
  if (unpadded < SALT_BYTES || plain[unpadded] !== 0x80) return undefined;
  return {
    type: authenticated[KCV_BYTES] ?? 0,
    attributes: Uint8Array.from(authenticated.subarray(start, end)),
    content: Uint8Array.from(plain.subarray(SALT_BYTES, unpadded)),
  };
}

/** Attributes of which only the first is there. @param algorithm value of its object identifier */
export function attributesWith(algorithm: Uint8Array): Uint8Array {
  return Uint8Array.of(0, algorithm.length, ...algorithm, 0, 0, 0, 0, 0, 0);
}

function endOfAttributes(bytes: Uint8Array, start: number): number | undefined {
  let at = start;
  for (let i = 0; i < ATTRIBUTES; i += 1) {
    const high = bytes[at];
    const low = bytes[at + 1];
    if (high === undefined || low === undefined) return undefined;
    at += 2 + high * 256 + low;
  }
  return at <= bytes.length ? at : undefined;
}

function encryptionKey(dkek: Uint8Array): Uint8Array {
  return derive(dkek, 1);
}

function macKey(dkek: Uint8Array): Uint8Array {
  return derive(dkek, 2);
}

function derive(dkek: Uint8Array, counter: number): Uint8Array {
  return createHash("sha256")
    .update(dkek)
    .update(Uint8Array.of(0, 0, 0, counter))
    .digest();
}
