import type { Card } from "../card.js";

/** Which file P1-P2 of READ and UPDATE BINARY mean: its identifier, or 0000 for the current one. */
export function targetFile(card: Card, p1: number, p2: number): number | undefined {
  return p1 === 0 && p2 === 0 ? card.session.currentFile : p1 * 256 + p2;
}
