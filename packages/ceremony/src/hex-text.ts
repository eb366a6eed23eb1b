import { hexToBytes } from "@noble/hashes/utils.js";

/** Why a text is no number in hex. Positions are counted from 1, over digits alone. */
export type HexFault =
  | { readonly what: "bad-character"; readonly position: number; readonly character: string }
  /** Not two digits between the colons. */
  | { readonly what: "pairs" }
  | { readonly what: "nothing" }
  | { readonly what: "odd"; readonly typed: number };

/**
 * Hex digits of either case, with nothing, spaces or colons between the bytes.
 *
 * @returns the bytes, or the first thing that is wrong.
 */
export function readHex(text: string): Uint8Array | HexFault {
  const bad = /[^0-9a-fA-F:\s]/u.exec(text);
  if (bad !== null) {
    const position = text.slice(0, bad.index).replace(/[:\s]/g, "").length + 1;
    return { what: "bad-character", position, character: bad[0] };
  }
  // Joined with its neighbours, a single digit between colons would go unnoticed.
  const groups = text.includes(":") ? text.split(":") : [];
  if (!groups.every((group) => /^\s*\S\S\s*$/.test(group))) return { what: "pairs" };
  const digits = text.replace(/[:\s]/g, "");
  if (digits.length === 0) return { what: "nothing" };
  if (digits.length % 2 !== 0) return { what: "odd", typed: digits.length };
  return hexToBytes(digits);
}
