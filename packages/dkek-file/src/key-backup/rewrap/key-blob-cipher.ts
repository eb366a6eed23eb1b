import { SecretBytes } from "@dkek/foundation";
import { cbc } from "@noble/ciphers/aes.js";
import { concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { kcvOf } from "../../kcv.js";
import { encryptionKeyOf } from "../dkek-keys.js";
import { KCV_LENGTH_BYTES, type KeyBlob, MAC_LENGTH_BYTES } from "../key-blob.js";
import { macOf } from "../key-blob-mac.js";

/** Of zeros: the 8 random bytes in front of each plaintext stand in for it. */
const IV = new Uint8Array(16);

/**
 * Decrypts a key blob, which must have been authenticated before: AES-256-CBC, which takes anything.
 *
 * @param dkek - all DKEK shares together, 32 bytes
 * @returns the key in the clear, whole blocks of 16 bytes; the caller wipes it.
 */
export function decryptKeyBlob({ ciphertext }: KeyBlob, dkek: SecretBytes): SecretBytes {
  using key = encryptionKeyOf(dkek);
  return SecretBytes.own(cbc(key.expose(), IV, { disablePadding: true }).decrypt(ciphertext));
}

/**
 * A key blob like another one, under another DKEK: KCV, ciphertext and MAC are new, what says of which
 * type the key is and what it may be used for stays.
 *
 * @param like - the other one
 * @param plain - whole blocks of 16 bytes
 * @param dkek - all DKEK shares together, 32 bytes
 */
export function encryptKeyBlob(like: KeyBlob, plain: SecretBytes, dkek: SecretBytes): Uint8Array {
  using key = encryptionKeyOf(dkek);
  const ciphertextStart = like.bytes.length - MAC_LENGTH_BYTES - like.ciphertext.length;
  const authenticated = concatBytes(
    hexToBytes(kcvOf(dkek)),
    like.bytes.subarray(KCV_LENGTH_BYTES, ciphertextStart),
    cbc(key.expose(), IV, { disablePadding: true }).encrypt(plain.expose()),
  );
  return concatBytes(authenticated, macOf(authenticated, dkek));
}
