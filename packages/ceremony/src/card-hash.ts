import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Card } from "./card.js";
import type { SetId } from "./set-id.js";

const TAG = utf8ToBytes("dkek/card-hash/v1");

/**
 * What the record of an `sc-hsm` set holds for a card: SHA-256 over the ASCII letters
 * `dkek/card-hash/v1`, the set ID (32 bytes), the share ID (1 byte), the share value (8 bytes) and the
 * card's salt (16 bytes), as 64 lower-case hex digits.
 *
 * The salt is what keeps it from being a gift: the 63 bits of a value are searched in no time, 128
 * more are not.
 */
export function cardHash(setId: SetId, { id, value }: Card, salt: Uint8Array): string {
  const secret = concatBytes(value.expose(), salt);
  const hashed = concatBytes(TAG, hexToBytes(setId), Uint8Array.of(id), secret);
  const hash = bytesToHex(sha256(hashed));
  secret.fill(0);
  hashed.fill(0);
  return hash;
}
