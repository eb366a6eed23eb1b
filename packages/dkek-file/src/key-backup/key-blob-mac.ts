import type { SecretBytes } from "@dkek/foundation";
import { cmac } from "@noble/ciphers/aes.js";
import { macKeyOf } from "./dkek-keys.js";

/**
 * The 16 bytes at the end of a key blob: AES-CMAC (RFC 4493) over all that comes before.
 *
 * @throws {PbeError} `share-wrong-length` unless the DKEK has 32 bytes.
 */
export function macOf(authenticated: Uint8Array, dkek: SecretBytes): Uint8Array {
  using key = macKeyOf(dkek);
  return cmac(authenticated, key.expose());
}
