import {
  type Card,
  CeremonyError,
  looksLikeCardString,
  parseCardString,
  parsePrime,
  parseShareId,
  parseShareValue,
  wipeCard,
} from "@dkek/ceremony";
import { openPrompter, type Prompter } from "./prompter.js";

/** What need not be asked for. */
export interface KnownOfSet {
  /** Cards that are in already. */
  readonly cards: readonly Card[];
  /** The set's prime; absent, it is asked for. */
  readonly field: Card["field"] | undefined;
  /** Whether an empty ID ends it before there are enough. */
  readonly mayEnd?: boolean;
}

/**
 * Asks for cards one after the other: the prime once, unless it is known, then ID and value of each,
 * until there are enough, or, where nobody knows how many that is, until an empty ID. A scanner that
 * types what is in a QR code answers for the whole card. Once a card is in, what was typed is no
 * longer on the screen.
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
    let { field } = known;
    if (field === undefined) {
      const first = await ask(
        "prime (the same on every card), or scan a card's QR code",
        (line) => scanned(line, []) ?? parsePrime(line, "prime"),
      );
      field = "field" in first ? first.field : first;
      if ("field" in first) {
        typed.push(first);
        say(cardIn(known.cards.length + 1, of, first.id));
      }
    }
    for (;;) {
      const cards = [...known.cards, ...typed];
      if (needed !== undefined && cards.length >= needed) return typed;
      const mayEnd = known.mayEnd ?? (needed === undefined && cards.length >= 2);
      const card = await askForCard(prompter, { cards, field }, of, mayEnd);
      if (card === undefined) return typed;
      typed.push(card);
      say(cardIn(cards.length + 1, of, card.id));
    }
  } catch (error) {
    typed.forEach(wipeCard);
    throw error;
  }
}

/** @returns undefined if there are no more. */
async function askForCard(
  { ask }: Prompter,
  { cards, field }: { readonly cards: readonly Card[]; readonly field: Card["field"] },
  of: string,
  mayEnd: boolean,
): Promise<Card | undefined> {
  const card = `card ${cards.length + 1}${of}`;
  const answer = await ask(
    `${card}: share ID, or scan its QR code${mayEnd ? ending(cards.length) : ""}`,
    (line) => {
      if (mayEnd && line.trim() === "") return undefined;
      return scanned(line, cards, field) ?? newId(line, cards);
    },
  );
  if (typeof answer !== "number") return answer;
  const value = await ask(
    `${card}: share value of ID ${answer} (gone from the screen after Enter)`,
    (line) => parseShareValue(line, field, "share value"),
  );
  return { field, id: answer, value };
}

function ending(cards: number): string {
  return cards === 0 ? " (Enter for none)" : " (Enter if that was the last card)";
}

/** The card whose QR code was scanned; undefined if the line is something else. */
function scanned(line: string, cards: readonly Card[], field?: Card["field"]): Card | undefined {
  const text = line.trim();
  if (!looksLikeCardString(text)) return undefined;
  const card = parseCardString(text);
  try {
    requireNew(card.id, cards);
    if (field !== undefined && field.prime !== card.field.prime) {
      throw new CeremonyError("mixed-sets", `card ${card.id} belongs to another set`, {
        hint: "it has another prime than the cards that are in",
      });
    }
    return card;
  } catch (error) {
    wipeCard(card);
    throw error;
  }
}

function cardIn(nth: number, of: string, id: number): string {
  return `card ${nth}${of} (ID ${id}): in`;
}

function newId(line: string, cards: readonly Card[]): number {
  const id = parseShareId(line, "share ID");
  requireNew(id, cards);
  return id;
}

function requireNew(id: number, cards: readonly Card[]): void {
  if (!cards.some((card) => card.id === id)) return;
  throw new CeremonyError("duplicate-card", `the card with ID ${id} is already in`, {
    hint: "each card counts once",
  });
}
