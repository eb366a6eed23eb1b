const DIGITS = new TextEncoder().encode("0123456789abcdef");

/**
 * What is written to `opensc-explorer` for one command: the APDU in hex, and then a word of ours
 * to echo, which tells where the answer ends. Bytes, not a string: it may hold a secret, and bytes
 * can be wiped.
 */
export function explorerInput(apdu: Uint8Array, mark: string): Uint8Array {
  const before = new TextEncoder().encode("apdu ");
  const after = new TextEncoder().encode(`\necho ${mark}\n`);
  const input = new Uint8Array(before.length + apdu.length * 2 + after.length);
  input.set(before);
  for (const [i, byte] of apdu.entries()) {
    const at = before.length + i * 2;
    input[at] = DIGITS[byte >> 4] ?? 0;
    input[at + 1] = DIGITS[byte & 0x0f] ?? 0;
  }
  input.set(after, before.length + apdu.length * 2);
  return input;
}
