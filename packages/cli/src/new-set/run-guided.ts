import {
  formatCardText,
  isWhole,
  type NewSet,
  parseCardText,
  type SetRecord,
  shortSetId,
  wipeCard,
} from "@dkek/ceremony";
import { requireSameShare, takePlace, withProofs } from "@dkek/ceremony/reissue";
import { parsePbe } from "@dkek/dkek-file";
import { systemRandom } from "@dkek/foundation";
import type { Context } from "../command.js";
import { asText } from "../create/report.js";
import { writePublic } from "../create/set-folder.js";
import { writeRecordSheet } from "../create/set-sheets.js";
import { askToGoOn, askYesOrNo } from "../guide/answers.js";
import { askSettings, type Decisions } from "../guide/ask-settings.js";
import { type CeremonyScreen, openCeremonyScreen } from "../guide/ceremony-screen.js";
import { type Guide, tell } from "../guide/guide.js";
import { handOut } from "../guide/hand-out.js";
import { makeSet } from "../guide/make-set.js";
import { namesOfPrinters } from "../guide/printers.js";
import { mayErase, settingsOf, showMachine } from "../guide/run-guided.js";
import type { Wishes } from "../guide/wishes.js";
import { Interrupted } from "../interrupted.js";
import { type BackupFile, readBackups } from "../keys/read-backups.js";
import { countedPapers } from "../output/counted-papers.js";
import { stageFolder } from "../output/staged-folder.js";
import { openQuorum } from "../reissue/quorum.js";
import { PapersOut } from "../sheets/papers-out.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import { legible } from "../terminal/legible.js";
import { openPrompter } from "../terminal/prompter.js";
import { linesWidth, wrapped } from "../terminal/wrapped.js";
import { words } from "../words/spoken.js";
import { type NewSetFolder, noteOf, recordPathIn, writeBeside } from "./new-set-folder.js";
import { type OldSet, readOldSet } from "./old-set.js";
import { confirmedText } from "./report.js";
import { keyPath, readRewrapped, requireEachKeyOnce, requireRestorable } from "./rewrap-backups.js";
import type { NewSetSettings } from "./settings.js";
import { type ShareToSeal, shareOfNewDkek, shareOfOldSet } from "./share-to-seal.js";
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
  const backups = await readBackups(settings.newDkek?.backups ?? []);
  requireEachKeyOnce(backups);
  const printers = await namesOfPrinters(wishes.printer);
  process.stdout.write(await onScreen({ settings, old, backups }, wanted, printers, signal));
}

/** What the new set is made of. */
interface Given {
  readonly settings: NewSetSettings;
  readonly old: OldSet;
  /** Of the old DKEK, to be re-wrapped for the new one. */
  readonly backups: readonly BackupFile[];
}

/** All that is shown on the ceremony's own screen. @returns the report. */
async function onScreen(
  given: Given,
  wishes: Wishes,
  printers: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const { newSet, created } = words();
  const { old } = given;
  const { files } = old;
  const papers = new PapersOut();
  let waiting: NewSetFolder | undefined;
  try {
    using screen = openCeremonyScreen(process.stderr);
    const decided = await decide(screen, given, wishes, printers, signal);
    const { decisions, eraseUnfinished } = decided;
    const { out, printer } = decisions;
    screen.clear();
    using sealed = await shareToSeal(given, signal);
    using prompter = openPrompter(signal);
    const guide: Guide = { screen, prompter, signal };
    screen.clear();
    using folder = stageFolder(out, { eraseUnfinished });
    papers.noteIn(folder);
    using made = await makeSet(guide, wishes, decisions, sealed.share);
    requireSameShare(made.record, sealed.kcv);
    const handedOut = await handOut(
      guide,
      { record: made.record, cards: made.cards.filter(isWhole) },
      { printer, paper: wishes.paper },
      papers,
    );
    prompter.say(newSet.nowTried);
    const openedBy = await openAgain(made, sealed, newSet.opening, signal);
    const pending = noteOf(made.record, old, sealed);
    const proven = withProofs(handedOut, [], openedBy, new Date());
    const finished = {
      ...made,
      record: takePlace(proven, pending, recordsOf(old), new Date()),
    };
    writePublic(finished, folder);
    await writeRecordSheet(finished, sheetOptions(wishes.paper), folder);
    // Should it end before the old record says so, too, it can be gone on with.
    writeBeside(folder, { pending, record: made.record, sealed, out, isConfirmed: true });
    folder.commit();
    waiting = { path: out, pending, pbe: parsePbe(made.pbe), record: finished.record };
    await readRewrapped(out, pending.newDkek?.backups ?? []);
    const record = await takePlaceOf(files, waiting, finished.record);
    const about = {
      pending,
      pbePaths: files.map(({ path }) => path),
      out,
      hasRecord: recordsOf(old).length > 0,
    };
    const plan = settingsOf(wishes, decisions);
    return legible(
      `${asText({ ...made, record }, plan, created)}\n${confirmedText(about, record, words())}`,
    );
  } catch (error) {
    if (waiting === undefined) tellStopped(papers);
    else say([newSet.notNoted(pathsOf(old), waiting.pending.number, waiting.path)]);
    throw error;
  }
}

/** All that can be settled before anybody's card or key is in this machine's memory. */
async function decide(
  screen: CeremonyScreen,
  given: Given,
  wishes: Wishes,
  printers: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly decisions: Decisions; readonly eraseUnfinished: boolean }> {
  using prompter = openPrompter(signal);
  const guide: Guide = { screen, prompter, signal };
  await introduce(guide, given);
  screen.clear();
  const decisions = await askSettings(guide, wishes, printers);
  const eraseUnfinished = await mayErase(guide, wishes, decisions);
  await showMachine(guide, decisions);
  return { decisions, eraseUnfinished };
}

/** What comes, and, before private keys are in memory, whether everybody agrees to that. */
async function introduce(guide: Guide, { settings, old, backups }: Given): Promise<void> {
  const { newSet, newDkek, reissue } = words();
  const ids = old.files.map(({ setId }) => shortSetId(setId)).join(", ");
  const intro =
    settings.newDkek === undefined ? newSet.intro(ids) : newDkek.intro(ids, backups.length);
  tell(guide, ...intro);
  await askToGoOn(guide, reissue.ready);
  if (backups.length === 0 || settings.newDkek?.isExposureAgreed === true) return;
  guide.screen.clear();
  tell(guide, ...newDkek.exposure(backups.length));
  if (!(await askYesOrNo(guide, newDkek.askExposure))) throw new Interrupted();
}

function shareToSeal({ settings, old, backups }: Given, signal: AbortSignal): Promise<ShareToSeal> {
  const { reissue, newDkek: spoken } = words();
  const { cards } = settings;
  const { opening } = reissue;
  const steps = { opening, rewrapping: spoken.rewrapping };
  return settings.newDkek === undefined
    ? shareOfOldSet(old, cards, opening, signal)
    : shareOfNewDkek(old, cards, backups, systemRandom, steps, signal);
}

function recordsOf({ files }: OldSet): SetRecord[] {
  return files.flatMap(({ recordFile }) => recordFile?.record ?? []);
}

function pathsOf({ files }: OldSet): string {
  return files.map(({ path }) => path).join(" ");
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

/**
 * Opens the new `.pbe` with cards as they stand on the papers, and checks the re-wrapped key backups with
 * what is in it.
 *
 * @returns the cards' IDs.
 */
async function openAgain(
  { pbe, cards, record }: NewSet,
  { newDkek: made }: ShareToSeal,
  step: string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const threshold = record.set.sharing?.threshold ?? cards.length;
  const read = cards.slice(0, threshold).map((card) => parseCardText(formatCardText(card)));
  try {
    const file = { pbe: parsePbe(pbe), recordFile: { path: recordPathIn(""), record } };
    using opened = await openQuorum(file, { cards: read, threshold }, step, signal);
    const rewrapped = made?.rewrapped ?? [];
    requireRestorable(
      rewrapped.map(({ to, noted }) => ({ path: keyPath(noted), backup: to })),
      opened.share,
    );
    return read.map(({ id }) => id);
  } finally {
    read.forEach(wipeCard);
  }
}
