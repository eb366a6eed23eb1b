import {
  formatCardText,
  isWhole,
  type NewSet,
  parseCardText,
  shortSetId,
  wipeCard,
} from "@dkek/ceremony";
import { requireSameShare, takePlace, withProofs } from "@dkek/ceremony/reissue";
import { parsePbe } from "@dkek/dkek-file";
import type { Context } from "../command.js";
import { asText } from "../create/report.js";
import { writePublic } from "../create/set-folder.js";
import { writeRecordSheet } from "../create/set-sheets.js";
import { askToGoOn } from "../guide/answers.js";
import { askSettings, type Decisions } from "../guide/ask-settings.js";
import { openCeremonyScreen } from "../guide/ceremony-screen.js";
import { type Guide, tell } from "../guide/guide.js";
import { handOut } from "../guide/hand-out.js";
import { makeSet } from "../guide/make-set.js";
import { namesOfPrinters } from "../guide/printers.js";
import { mayErase, settingsOf, showMachine } from "../guide/run-guided.js";
import type { Wishes } from "../guide/wishes.js";
import { countedPapers } from "../output/counted-papers.js";
import { stageFolder } from "../output/staged-folder.js";
import { gatherQuorum, openQuorum, tryQuorum } from "../reissue/quorum.js";
import { PapersOut } from "../sheets/papers-out.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import { legible } from "../terminal/legible.js";
import { openPrompter } from "../terminal/prompter.js";
import { linesWidth, wrapped } from "../terminal/wrapped.js";
import { words } from "../words/spoken.js";
import { type NewSetFolder, noteOf, recordPathIn, writeNote } from "./new-set-folder.js";
import { type OldSet, readOldSet } from "./old-set.js";
import { confirmedText } from "./report.js";
import type { NewSetSettings } from "./settings.js";
import { takePlaceOf } from "./take-place.js";

/**
 * All of it in one sitting: the old set's quorum, the new set, each new card on paper and read back by its
 * custodian, the new `.pbe` opened with them, and only then the records.
 *
 * @throws {Interrupted} on Ctrl-C and `quit`: the old set is as it was, and the papers are named that have
 *   to be destroyed.
 */
export async function runGuidedNewSet(
  settings: NewSetSettings,
  wishes: Wishes,
  { signal, facts }: Context,
): Promise<void> {
  const old = await readOldSet(settings, facts);
  const wanted: Wishes = {
    ...wishes,
    label: old.label,
    dkekShare: old.dkekShare ?? wishes.dkekShare,
  };
  const printers = await namesOfPrinters(wishes.printer);
  process.stdout.write(await onScreen(settings, old, wanted, printers, signal));
}

/** All that is shown on the ceremony's own screen. @returns the report. */
async function onScreen(
  { cards }: NewSetSettings,
  { file, dkekShare }: OldSet,
  wishes: Wishes,
  printers: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const { newSet, reissue, created } = words();
  const papers = new PapersOut();
  let waiting: NewSetFolder | undefined;
  try {
    using screen = openCeremonyScreen(process.stderr);
    {
      using prompter = openPrompter(signal);
      const guide = { screen, prompter, signal };
      tell(guide, ...newSet.intro(shortSetId(file.setId)));
      await askToGoOn(guide, reissue.ready);
      screen.clear();
    }
    using quorum = await gatherQuorum(file, file.recordFile?.record, cards, signal, false);
    const prime = quorum.cards[0]?.field.prime;
    if (prime === undefined) throw new Error("a quorum without cards");
    using opened = await openQuorum(file, quorum, reissue.opening, signal);
    using prompter = openPrompter(signal);
    const guide: Guide = { screen, prompter, signal };
    screen.clear();
    const decisions: Decisions = await askSettings(guide, wishes, printers);
    const { out, printer } = decisions;
    const eraseUnfinished = await mayErase(guide, wishes, decisions);
    await showMachine(guide, decisions);
    using folder = stageFolder(out, { eraseUnfinished });
    papers.noteIn(folder);
    using made = await makeSet(guide, wishes, decisions, opened.share);
    requireSameShare(made.record, opened.kcv);
    const handedOut = await handOut(
      guide,
      { record: made.record, cards: made.cards.filter(isWhole) },
      { printer, paper: wishes.paper },
      papers,
    );
    prompter.say(newSet.nowTried);
    const openedBy = await openAgain(made, newSet.opening, signal);
    const pending = noteOf(made.record, file, prime);
    const proven = withProofs(handedOut, [], openedBy, new Date());
    const finished = {
      ...made,
      record: takePlace(proven, pending, file.recordFile?.record, new Date()),
    };
    writePublic(finished, folder);
    await writeRecordSheet(finished, sheetOptions(wishes.paper), folder);
    // Should it end before the old record says so, too, it can be gone on with.
    writeNote(folder, pending);
    folder.commit();
    waiting = { path: out, pending, pbe: parsePbe(made.pbe), record: finished.record };
    const { record } = await takePlaceOf(file, waiting, finished.record);
    const about = { pending, pbePath: file.path, out, hasRecord: dkekShare !== undefined };
    const plan = settingsOf(wishes, decisions);
    return legible(
      `${asText({ ...made, record }, plan, created)}\n${confirmedText(about, record, newSet)}`,
    );
  } catch (error) {
    if (waiting === undefined) tellStopped(papers);
    else say([newSet.notNoted(file.path, waiting.pending.number, waiting.path)]);
    throw error;
  }
}

/** That the old set is as it was, and which papers have to be destroyed. */
function tellStopped({ titles }: PapersOut): void {
  const { create, newSet } = words();
  say([newSet.stopped, ...(titles.length === 0 ? [] : [create.isVoid(countedPapers(titles))])]);
}

/** On the terminal's own screen by now, where it stays. */
function say(said: readonly string[]): void {
  const width = linesWidth(process.stderr);
  for (const line of said.flatMap((text) => wrapped(legible(text), width))) {
    process.stderr.write(`${line}\n`);
  }
}

/** Opens the new `.pbe` with cards as they stand on the papers. @returns the cards' IDs. */
async function openAgain(
  { pbe, cards, record }: NewSet,
  step: string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const threshold = record.set.sharing?.threshold ?? cards.length;
  const read = cards.slice(0, threshold).map((card) => parseCardText(formatCardText(card)));
  try {
    const file = { pbe: parsePbe(pbe), recordFile: { path: recordPathIn(""), record } };
    await tryQuorum(file, { cards: read, threshold }, step, signal);
    return read.map(({ id }) => id);
  } finally {
    read.forEach(wipeCard);
  }
}
