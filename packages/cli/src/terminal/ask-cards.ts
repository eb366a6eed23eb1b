import {
  type Card,
  CeremonyError,
  parsePrime,
  parseShareId,
  parseShareValue,
} from "@dkek/ceremony";
import { openPrompter } from "./prompter.js";

/** What need not be asked for. */
export interface KnownOfSet {
  /** Cards that are in already. */
  readonly cards: readonly Card[];
  /** The set's prime; absent, it is asked for. */
  readonly field: Card["field"] | undefined;
}

/**
 * Asks for cards one after the other: the prime once, unless it is known, then ID and value of each,
 * until there are enough, or, where nobody knows how many that is, until an empty ID. Once a card is
 * in, what was typed is no longer on the screen.
 *
 * @param needed how many are needed, those that are in already included.
 * @returns the cards that were typed; wiped, if it throws.
 */
export async function askForCards(
  needed: number | undefined,
  known: KnownOfSet,
  signal: AbortSignal,
): Promise<Card[]> {
  using prompter = openPrompter(signal);
  const { ask, say } = prompter;
  const of = needed === undefined ? "" : ` of ${needed}`;
  for (const [index, { id }] of known.cards.entries()) say(cardIn(index + 1, of, id));

  const typed: Card[] = [];
  try {
    const field =
      known.field ??
      (await ask("prime (the same on every card)", (line) => parsePrime(line, "prime")));
    for (;;) {
      const cards = [...known.cards, ...typed];
      if (needed !== undefined && cards.length >= needed) return typed;
      const mayEnd = needed === undefined && cards.length >= 2;
      const nth = cards.length + 1;
      const id = await ask(
        `card ${nth}${of}: share ID${mayEnd ? " (Enter if that was the last card)" : ""}`,
        (line) => (mayEnd && line.trim() === "" ? undefined : newId(line, cards)),
      );
      if (id === undefined) return typed;
      const value = await ask(
        `card ${nth}${of}: share value of ID ${id} (gone from the screen after Enter)`,
        (line) => parseShareValue(line, field, "share value"),
      );
      typed.push({ field, id, value });
      say(cardIn(nth, of, id));
    }
  } catch (error) {
    for (const { value } of typed) value.wipe();
    throw error;
  }
}

function cardIn(nth: number, of: string, id: number): string {
  return `card ${nth}${of} (ID ${id}): in`;
}

function newId(line: string, cards: readonly Card[]): number {
  const id = parseShareId(line, "share ID");
  if (!cards.some((card) => card.id === id)) return id;
  throw new CeremonyError("duplicate-card", `the card with ID ${id} is already in`, {
    hint: "each card counts once",
  });
}
