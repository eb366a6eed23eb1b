import {
  type Card,
  checkCard,
  latestCards,
  type SetId,
  type SetRecord,
  setPrefix,
  wipeCard,
} from "@dkek/ceremony";
import type { KnownOfSet } from "../terminal/ask-cards.js";
import { readCard } from "./card.js";
import { wrongUse } from "./options.js";
import { fieldOf } from "./record.js";
import { canAsk, STANDARD_INPUT, whyNobodyAnswers } from "./standard-input.js";

/** A set always takes at least so many cards. */
const CARDS_MIN = 2;

/** What is known of the set whose cards are read. */
export interface SetAround {
  /** Of its `.pbe` file: without it, and without a record, rows can't be checked as they are typed. */
  readonly setId?: SetId | undefined;
  readonly record?: SetRecord | undefined;
  /** Whether the rows that prove a card are asked for as well. */
  readonly withProof?: boolean;
  /** Whether a card that the record refutes is refused as it comes in, and not left to a report. */
  readonly refute?: boolean;
}

/**
 * The cards that were named on the command line (paths, or `-` for standard input); those that are
 * missing are asked for, where there is a terminal.
 *
 * @param needed how many are needed, where that is known.
 * @throws {CliError} `wrong-use` if none was named and there is nobody to ask; {CeremonyError} naming
 * the file and line that is not right.
 */
export async function readCards(
  sources: readonly string[],
  needed: number | undefined,
  signal: AbortSignal,
  around: SetAround = {},
): Promise<Card[]> {
  if (sources.length === 0 && !canAsk()) {
    throw wrongUse(
      `no card was given, and ${whyNobodyAnswers()}`,
      "name each card with --card FILE, or - for standard input",
    );
  }
  const named = await readNamed(sources);
  if (named.length >= (needed ?? CARDS_MIN) || !canAsk() || !goTogether(named)) return named;
  try {
    const { askForCards } = await import("../terminal/ask-cards.js");
    const known = { ...knownOf(around), cards: named };
    return [...named, ...(await askForCards(needed, known, signal))];
  } catch (error) {
    wipe(named);
    throw error;
  }
}

/** What need not be asked for. */
export function knownOf({
  setId,
  record,
  withProof,
  refute,
}: SetAround): Omit<KnownOfSet, "cards"> {
  const set = setId ?? record?.set.setId;
  return {
    ...(set === undefined ? {} : { set: setPrefix(set) }),
    ...(record === undefined ? {} : { field: fieldOf(record) }),
    shareIds: record === undefined ? [] : latestCards(record).map(({ id }) => id),
    withProof: withProof === true,
    ...(record !== undefined && refute ? { examine: (card) => checkCard(card, record) } : {}),
  };
}

/** Reads them all, or wipes what was read. */
async function readNamed(sources: readonly string[]): Promise<Card[]> {
  const outcomes = await Promise.allSettled(sources.map(readCard));
  const cards = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? [outcome.value] : [],
  );
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed === undefined) return cards;
  wipe(cards);
  throw failed.reason;
}

/** Cards that can't be of one set need no further ones to be refused. */
function goTogether(cards: readonly Card[]): boolean {
  const primes = new Set(cards.map(({ field }) => field.prime));
  const ids = new Set(cards.map(({ id }) => id));
  return primes.size <= 1 && ids.size === cards.length;
}

function wipe(cards: readonly Card[]): void {
  for (const card of cards) wipeCard(card);
}

/** What a card is called in a report: its file, or what else tells where it came from. */
export function nameCard(source: string | undefined, { id }: Card): string {
  if (source === undefined) return `typed card ${id}`;
  return source === STANDARD_INPUT ? "standard input" : source;
}
