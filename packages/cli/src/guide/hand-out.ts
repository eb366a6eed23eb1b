import {
  type NewSet,
  type RecordEvent,
  type SetRecord,
  type WholeCard,
  withEvent,
} from "@dkek/ceremony";
import type { AboutSheet, SheetOptions } from "@dkek/print";
import { aboutFromRecord, cardSheetOf } from "../sheets/card-sheets.js";
import type { PapersOut } from "../sheets/papers-out.js";
import { printSheets } from "../sheets/print-sheets.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import { refuse } from "../terminal/refused.js";
import { words } from "../words/spoken.js";
import { askToGoOn, endIfQuit } from "./answers.js";
import { cardOnScreen } from "./card-on-screen.js";
import type { Guide } from "./guide.js";
import { isAgain, proofread } from "./proofread.js";

/** How cards get onto paper. */
export interface PaperWay {
  /** As CUPS calls it; undefined: shown on the screen, to be copied by hand. */
  readonly printer: string | undefined;
  readonly paper: SheetOptions["paper"];
}

/**
 * Gives each custodian the own card, with nobody else looking, and has it proofread, until the paper is
 * right.
 *
 * @param papers is told of each card that is shown or printed, even if this throws.
 * @returns the record, in which every card is proofread.
 */
export async function handOut(
  guide: Guide,
  { cards, record }: Pick<NewSet, "record"> & { readonly cards: readonly WholeCard[] },
  way: PaperWay,
  papers: PapersOut,
): Promise<SetRecord> {
  const shareIds = cards.map(({ id }) => id);
  let after = record;
  for (const card of cards) {
    const about = aboutFromRecord(card, record);
    guide.screen.clear();
    guide.prompter.say(words().create.place(card.id, cards.length));
    await giveCard(guide, { card, about, shareIds }, way, papers);
    const event: RecordEvent = {
      at: new Date().toISOString(),
      type: "proofread",
      card: { id: card.id, issue: card.about.issue },
    };
    after = withEvent(after, event);
  }
  return after;
}

/** A card that somebody gets. */
interface GivenCard {
  readonly card: WholeCard;
  readonly about: AboutSheet;
  /** Of all cards of the set. */
  readonly shareIds: readonly number[];
}

/**
 * Gives a custodian the own card, with nobody else looking, and has it proofread, until the paper is
 * right.
 *
 * @param papers is told when it is shown or printed, even if this throws.
 */
export async function giveCard(
  guide: Guide,
  given: GivenCard,
  way: PaperWay,
  papers: PapersOut,
): Promise<void> {
  const { card, about, shareIds } = given;
  const name = about.custodian ?? words().create.custodianOf(card.id);
  await askToGoOn(guide, words().create.onlyLooks(name));
  do {
    await ontoPaper(guide, given, name, way, papers);
    guide.screen.clear();
  } while (
    (await proofread(guide, { card, shareIds }, name, way.printer !== undefined)) === "again"
  );
  guide.screen.clear();
  await askToGoOn(guide, words().create.handOver(name));
}

async function ontoPaper(
  guide: Guide,
  { card, about }: GivenCard,
  name: string,
  { printer, paper }: PaperWay,
  papers: PapersOut,
): Promise<void> {
  if (printer === undefined) {
    const lines = cardOnScreen(card);
    while (!guide.screen.fits(lines)) await askToGoOn(guide, words().create.tooSmall);
    papers.add(words().create.paperOf(card.id, name));
    guide.screen.clear();
    guide.screen.show(lines);
    await askToGoOn(guide, words().create.copy(name));
    return;
  }
  const sheet = cardSheetOf(card, about, sheetOptions(paper));
  for (;;) {
    guide.prompter.say(words().create.printing(name));
    const destination = { to: "printer", printer, paper, confirm: false } as const;
    await printSheets([sheet], destination, guide.signal, papers);
    if (await isPaperRight(guide, name)) return;
  }
}

/** A spooler calls a job completed that came out blank. */
function isPaperRight({ prompter }: Guide, name: string): Promise<boolean> {
  const { create, prompts } = words();
  return prompter.ask(create.askPaper(name), (line) => {
    endIfQuit(line);
    const word = line.trim().toLowerCase();
    if (prompts.yes.includes(word) || word === "yes") return true;
    if (isAgain(line)) return false;
    return refuse(create.answerPaper, "goes");
  });
}
