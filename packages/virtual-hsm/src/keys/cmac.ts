import { createCipheriv } from "node:crypto";

const BLOCK_BYTES = 16;

/** AES-CMAC (RFC 4493), 16 bytes; Node does not hand out OpenSSL's. @param key 16, 24 or 32 bytes */
export function cmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const zero = new Uint8Array(BLOCK_BYTES);
  const once = doubled(lastBlock(key, zero));
  const whole = message.length > 0 && message.length % BLOCK_BYTES === 0;
  const start = whole
    ? message.length - BLOCK_BYTES
    : message.length - (message.length % BLOCK_BYTES);
  const last = new Uint8Array(BLOCK_BYTES);
  last.set(message.subarray(start));
  if (!whole) last[message.length - start] = 0x80;
  const mask = whole ? once : doubled(once);
  return lastBlock(
    key,
    Buffer.concat([message.subarray(0, start), last.map((byte, i) => byte ^ (mask[i] ?? 0))]),
  );
}

/** AES in CBC mode with an IV of zeros: the block that everything before it went into. */
function lastBlock(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${8 * key.length}-cbc`, key, new Uint8Array(BLOCK_BYTES));
  return cipher.update(blocks).subarray(-BLOCK_BYTES);
}

/** Times x in GF(2^128). */
function doubled(block: Uint8Array): Uint8Array {
  const shifted = block.map((byte, i) => (byte << 1) | ((block[i + 1] ?? 0) >> 7));
  if ((block[0] ?? 0) >= 0x80) shifted[BLOCK_BYTES - 1] = (shifted[BLOCK_BYTES - 1] ?? 0) ^ 0x87;
  return shifted;
}
