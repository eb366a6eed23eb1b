/**
 * Text from a card, fit to be shown: whatever could move a terminal's cursor is shown as U+FFFD.
 *
 * TextDecoder is no part of the language, and this package has neither Node's types nor the DOM's.
 *
 * @returns undefined where it is not UTF-8.
 */
export function readText(bytes: Uint8Array): string | undefined {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  try {
    return decodeURIComponent(escaped).replace(/\p{C}/gu, "\ufffd");
  } catch {
    return undefined;
  }
}
