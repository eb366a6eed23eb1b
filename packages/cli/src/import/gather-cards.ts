import {
  type Assignment,
  assignCards,
  type Card,
  CeremonyError,
  type Named,
  nameOf,
  type SetMaterial,
  shortSetId,
  wipeCard,
} from "@dkek/ceremony";
import { knownOf, nameCard, readCards } from "../input/cards.js";
import { canAsk } from "../input/standard-input.js";
import { words } from "../words/spoken.js";
import { materialOf, type SetFile } from "./set-file.js";

/** Cards that were dealt out to their sets; wiped when disposed of. */
export interface DealtCards extends Assignment, Disposable {}

/**
 * The cards that were named on the command line, each with the set that it belongs to; those that are
 * missing are asked for, where there is a terminal.
 *
 * @throws {CliError} `wrong-use` if none was named and there is nobody to ask; {CeremonyError}
 * `mixed-sets` for a card of none of several sets, and what reading brings up.
 */
export async function gatherCards(
  files: readonly SetFile[],
  sources: readonly string[],
  signal: AbortSignal,
): Promise<DealtCards> {
  const [only] = files;
  return only !== undefined && files.length === 1
    ? gatherForOne(only, sources, signal)
    : gatherForSeveral(files, sources, signal);
}

/** All cards are of the only set, or found wrong when they are held against each other. */
async function gatherForOne(
  file: SetFile,
  sources: readonly string[],
  signal: AbortSignal,
): Promise<DealtCards> {
  const record = file.recordFile?.record;
  const threshold = record?.set.sharing?.threshold;
  const around = { setId: file.setId, record, refute: true };
  const cards = named(await readCards(sources, threshold, signal, around), sources);
  return wiping({ sets: [{ ...materialOf(file), cards }], open: [], findings: [] }, cards);
}

async function gatherForSeveral(
  files: readonly SetFile[],
  sources: readonly string[],
  signal: AbortSignal,
): Promise<DealtCards> {
  // Nobody knows of which set further ones are, before those that are there have found theirs.
  const cards = named(await readCards(sources, sources.length, signal), sources);
  try {
    const assignment = assignCards(cards, files.map(materialOf));
    requireAllDealt(assignment);
    if (assignment.open.length > 0 || !canAsk()) return wiping(assignment, cards);
    const sets: SetMaterial[] = [];
    for (const set of assignment.sets) {
      const asked = await askForRest(set, signal);
      cards.push(...asked);
      sets.push({ ...set, cards: [...set.cards, ...asked] });
    }
    return wiping({ ...assignment, sets }, cards);
  } catch (error) {
    for (const { it } of cards) wipeCard(it);
    throw error;
  }
}

function requireAllDealt({ findings }: Assignment): void {
  if (findings.length === 0) return;
  const strangers = findings.map(({ subject, text }) => `${subject} ${text}`).join("; ");
  throw new CeremonyError("mixed-sets", strangers, {
    hint: "nothing was opened; sort out the cards of other sets, or name the .pbe file that is missing",
  });
}

async function askForRest(
  { cards, record, pbe, setId }: SetMaterial,
  signal: AbortSignal,
): Promise<Named<Card>[]> {
  const threshold = record?.it.set.sharing?.threshold;
  if (cards.length >= (threshold ?? 2)) return [];
  const heading = words().entry.setAhead(shortSetId(setId), pbe?.name);
  const known = knownOf({ setId, record: record?.it, refute: true });
  const { askForCards } = await import("../terminal/ask-cards.js");
  return named(
    await askForCards(threshold, { ...known, heading, cards: cards.map(({ it }) => it) }, signal),
  );
}

/** @param sources where the first of the cards are from; the others were typed. */
function named(cards: readonly Card[], sources: readonly string[] = []): Named<Card>[] {
  return cards.map((card, place) => ({ name: nameCard(sources[place], card), it: card }));
}

/** What opens none of the sets that it may belong to. */
export function requireNoneLeft(leftOver: Assignment["open"]): void {
  if (leftOver.length === 0) return;
  const names = leftOver.flatMap(({ cards }) => cards.map(nameOf)).join(", ");
  throw new CeremonyError(
    "mixed-sets",
    `${names}: nothing on them names their set, and they open none of the .pbe files`,
    {
      hint: 'nothing was sent to the HSM; add a line "Set: " with the first 20 digits of the set ID to each card, or import one DKEK share after the other',
    },
  );
}

function wiping(assignment: Assignment, cards: readonly Named<Card>[]): DealtCards {
  return {
    ...assignment,
    [Symbol.dispose]: () => {
      for (const { it } of cards) wipeCard(it);
    },
  };
}
