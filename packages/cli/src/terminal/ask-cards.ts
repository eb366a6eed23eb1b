import {
  type Card,
  CeremonyError,
  parsePrime,
  parseShareId,
  parseShareValue,
} from "@dkek/ceremony";
import { ask } from "./ask.js";

/**
 * Asks for cards one after the other: the prime once, then ID and value of each, until there are
 * enough, or, where nobody knows how many that is, until an empty ID.
 */
export async function askForCards(
  needed: number | undefined,
  signal: AbortSignal,
): Promise<Card[]> {
  const field = await ask(
    "prime (the same on every card)",
    (line) => parsePrime(line, "prime"),
    signal,
  );
  const cards: Card[] = [];
  while (needed === undefined || cards.length < needed) {
    const of = needed === undefined ? "" : ` of ${needed}`;
    const mayEnd = needed === undefined && cards.length >= 2;
    const id = await ask(
      `card ${cards.length + 1}${of}: share ID${mayEnd ? " (Enter if that was the last card)" : ""}`,
      (line) => (mayEnd && line.trim() === "" ? undefined : newId(line, cards)),
      signal,
    );
    if (id === undefined) break;
    const value = await ask(
      `card ${cards.length + 1}${of}: share value of ID ${id}`,
      (line) => parseShareValue(line, field, "share value"),
      signal,
    );
    cards.push({ field, id, value });
  }
  return cards;
}

function newId(line: string, cards: readonly Card[]): number {
  const id = parseShareId(line, "share ID");
  if (!cards.some((card) => card.id === id)) return id;
  throw new CeremonyError("duplicate-card", `the card with ID ${id} is already in`, {
    hint: "each card counts once",
  });
}
