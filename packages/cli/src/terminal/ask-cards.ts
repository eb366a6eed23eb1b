import {
  type Card,
  type CardEntry,
  type CardVerdict,
  dropDraft,
  type EntryKnown,
  looksLikeCardString,
  objectionTo,
  questionOf,
  scannedPart,
  startEntry,
  stepBack,
  takeCard,
  takeLine,
  wipeCard,
} from "@dkek/ceremony";
import { DkekError } from "@dkek/foundation";
import { readCard } from "../input/card.js";
import { Interrupted } from "../interrupted.js";
import { words } from "../words/spoken.js";
import { hidesInput } from "./hide-input.js";
import { openPrompter, type Prompter } from "./prompter.js";
import { Refused, type RefusedLine, refuse } from "./refused.js";
import { commandIn } from "./spoken-command.js";

/** What need not be asked for, and what the cards are held to as they come in. */
export interface KnownOfSet extends Partial<EntryKnown> {
  /** Cards that are in already. */
  readonly cards: readonly Card[];
  /** Of which set they are, where cards of several are asked for. */
  readonly heading?: string;
  /** Whether an empty line ends it before there are enough. */
  readonly mayEnd?: boolean;
  /** What the record says of a card; absent, nobody asks it. */
  readonly examine?: (card: Card) => Promise<CardVerdict>;
}

/**
 * Asks for cards one after the other, until there are enough, or, where nobody knows how many that is,
 * until an empty line: typed row by row, scanned, or as files. What was typed of a row is gone from the
 * screen once it is in.
 *
 * @param needed how many are needed, those that are in already included.
 * @returns the cards that came in here; wiped, if it throws.
 * @throws {Interrupted} on Ctrl-C, and when somebody types `quit`.
 */
export async function askForCards(
  needed: number | undefined,
  known: KnownOfSet,
  signal: AbortSignal,
): Promise<Card[]> {
  using prompter = openPrompter(signal);
  const { set, field, shareIds = [], withProof = false } = known;
  let entry = startEntry({ set, field, shareIds, withProof });
  if (known.heading !== undefined) prompter.say(known.heading);
  for (const card of known.cards) {
    entry = takeCard(entry, card);
    prompter.say(words().entry.cardIn({ nth: entry.ids.length, of: needed }, entry.ids));
  }
  const came: Card[] = [];
  try {
    prompter.say(words().entry.start);
    while (needed === undefined || entry.ids.length < needed) {
      const nth = entry.ids.length + 1;
      const mayEnd = known.mayEnd ?? (needed === undefined && nth > 2);
      const card = await askForCard(prompter, entry, { nth, of: needed, mayEnd, ...known });
      if (card === undefined) return came;
      came.push(card);
      entry = takeCard(entry, card);
      prompter.say(words().entry.cardIn({ nth, of: needed }, entry.ids));
    }
    return came;
  } catch (error) {
    came.forEach(wipeCard);
    throw error;
  }
}

interface Wanted extends Pick<KnownOfSet, "examine"> {
  readonly nth: number;
  readonly of: number | undefined;
  readonly mayEnd: boolean;
}

/** @returns undefined if there are no more. */
async function askForCard(
  prompter: Prompter,
  start: CardEntry,
  wanted: Wanted,
): Promise<Card | undefined> {
  let entry = start;
  for (;;) {
    const outcome = await prompter.ask(
      questionText(entry, wanted),
      (line) => outcomeOf(entry, line, wanted),
      { hidden: hidesInput() },
    );
    if (outcome === undefined || "value" in outcome) return outcome;
    if (outcome.draft === undefined && entry.draft !== undefined)
      prompter.say(words().entry.skipped);
    entry = outcome;
  }
}

function questionText(entry: CardEntry, { nth, of, mayEnd }: Wanted): string {
  const question = questionOf(entry);
  return question.what === "card"
    ? words().entry.askCard({ nth, of }, mayEnd)
    : words().entry.askRow({ nth, of }, question);
}

/**
 * @returns where the entry stands after a line, the whole card, or undefined if there are no more.
 * @throws {Refused}
 */
async function outcomeOf(
  entry: CardEntry,
  typed: string,
  { mayEnd, examine }: Wanted,
): Promise<CardEntry | Card | undefined> {
  const { fault, nothingBefore } = words().entry;
  switch (commandIn(typed)) {
    case "back":
      return stepBack(entry) ?? refuse(nothingBefore);
    case "skip":
      return dropDraft(entry);
    case "quit":
      throw new Interrupted();
  }
  const line = scannedPart(typed);
  if (mayEnd && entry.draft === undefined && line.trim() === "") return undefined;
  const step = takeLine(entry, line);
  if (step.what === "went-on") return step.entry;
  // Nobody corrects a code by hand.
  const refused: RefusedLine = looksLikeCardString(line) ? "goes" : "stays";
  if (step.what === "refused") refuse(fault(step.fault), refused);
  const card = step.what === "file" ? await cardFromFile(entry, step.path) : step.card;
  const verdict = (await examine?.(card)) ?? "intact";
  if (!REFUTED.includes(verdict)) return card;
  wipeCard(card);
  return refuse(fault({ what: "record", id: card.id, verdict }), refused);
}

const REFUTED: readonly CardVerdict[] = ["wrong", "other-set", "unknown"];

async function cardFromFile(entry: CardEntry, path: string): Promise<Card> {
  const { fault, unreadable } = words().entry;
  const card = await readCard(path).catch((error: unknown) => {
    throw error instanceof DkekError ? new Refused(unreadable(path, error)) : error;
  });
  const objection = objectionTo(entry, card);
  if (objection === undefined) return card;
  wipeCard(card);
  return refuse(fault(objection));
}
