import { cbc } from "@noble/ciphers/aes.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { DKEK_SHARE_LENGTH_BYTES } from "./dkek-share.js";
import { KeyMaterial } from "./key-material.js";
import { encodePbe, type PbeFile } from "./pbe-file.js";
import type { Work } from "./work.js";

const BLOCK_LENGTH_BYTES = 16;
/** PKCS#7 (RFC 5652, section 6.3): 32 bytes are whole blocks, so a whole block is added. */
const PADDING = new Uint8Array(BLOCK_LENGTH_BYTES).fill(BLOCK_LENGTH_BYTES);

/** The plaintext is padded here, and the padding checked, byte by byte. */
const UNPADDED = { disablePadding: true };

/**
 * Decrypts a .pbe file. After two digests the key is known, and with it whether the password is right:
 * the block before it is the last block's initialisation vector. All 16 bytes of padding must be
 * there, which a wrong password brings about once in 2^128; `sc-hsm-tool` takes any valid padding, so
 * about one wrong password in 255.
 *
 * @param password - copied when the work begins
 * @returns the DKEK share, 32 bytes; undefined if the password is wrong.
 */
export function* openWork(
  pbe: PbeFile,
  password: Uint8Array,
  iterations: number,
): Work<Uint8Array | undefined> {
  using material = new KeyMaterial(password, pbe.salt, iterations);
  yield* material.nextDigest();
  yield* material.nextDigest();
  if (!isRightKey(pbe, material.key)) return undefined;
  yield* material.nextDigest();
  const share = pbe.ciphertext.subarray(0, DKEK_SHARE_LENGTH_BYTES);
  return cbc(material.key, material.iv, UNPADDED).decrypt(share);
}

/** Whether a key of 32 bytes, known after two digests, decrypts the padding: all 16 bytes of it. */
export function isRightKey({ ciphertext }: PbeFile, key: Uint8Array): boolean {
  const lastBlock = ciphertext.subarray(DKEK_SHARE_LENGTH_BYTES);
  const blockBefore = ciphertext.subarray(
    DKEK_SHARE_LENGTH_BYTES - BLOCK_LENGTH_BYTES,
    DKEK_SHARE_LENGTH_BYTES,
  );
  const padding = cbc(key, blockBefore, UNPADDED).decrypt(lastBlock);
  return PADDING.every((byte, i) => padding[i] === byte);
}

/**
 * Encrypts a DKEK share as a .pbe file.
 *
 * @param share - 32 bytes, copied when the work begins
 * @param password - likewise
 * @param salt - 8 bytes
 * @returns the file, 64 bytes.
 */
export function* sealWork(
  share: Uint8Array,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
): Work<Uint8Array> {
  using material = new KeyMaterial(password, salt, iterations);
  const plaintext = concatBytes(share, PADDING);
  try {
    for (let digest = 0; digest < 3; digest++) yield* material.nextDigest();
    const ciphertext = cbc(material.key, material.iv, UNPADDED).encrypt(plaintext);
    return encodePbe({ salt, ciphertext });
  } finally {
    plaintext.fill(0);
  }
}
