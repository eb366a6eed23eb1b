import { isWhole } from "@dkek/ceremony";
import type { Context } from "../command.js";
import { asText } from "../create/report.js";
import { writePublic } from "../create/set-folder.js";
import { writeRecordSheet } from "../create/set-sheets.js";
import type { Settings } from "../create/settings.js";
import { lookBriefly } from "../doctor/briefly.js";
import { Interrupted } from "../interrupted.js";
import { abandonedFor } from "../output/abandoned.js";
import { countedPapers } from "../output/counted-papers.js";
import { stageFolder } from "../output/staged-folder.js";
import { PapersOut } from "../sheets/papers-out.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import { legible } from "../terminal/legible.js";
import { openPrompter } from "../terminal/prompter.js";
import { linesWidth, wrapped } from "../terminal/wrapped.js";
import { words } from "../words/spoken.js";
import { askToGoOn, askYesOrNo } from "./answers.js";
import { askSettings, type Decisions } from "./ask-settings.js";
import { openCeremonyScreen } from "./ceremony-screen.js";
import { type Guide, tell } from "./guide.js";
import { handOut } from "./hand-out.js";
import { makeSet } from "./make-set.js";
import { namesOfPrinters } from "./printers.js";
import type { Wishes } from "./wishes.js";

/**
 * The ceremony of making a set, with people who were told nothing before: what will happen, the
 * settings, the custodians, then each one alone with the own card, which is proofread from its paper.
 * The `.pbe` file comes into being when all cards are.
 *
 * @throws {Interrupted} on Ctrl-C and `quit`: then nothing was made, and the papers are named that have
 *   to be destroyed.
 */
export async function runGuided(wishes: Wishes, { signal }: Context): Promise<void> {
  const { text } = await onScreen(wishes, signal);
  process.stdout.write(text);
}

/** All that is shown on the ceremony's own screen. */
async function onScreen(wishes: Wishes, signal: AbortSignal): Promise<{ text: string }> {
  const papers = new PapersOut();
  try {
    using screen = openCeremonyScreen(process.stderr);
    using prompter = openPrompter(signal);
    const guide = { screen, prompter, signal };
    tell(guide, ...words().create.intro);
    await askToGoOn(guide, words().create.ready);
    screen.clear();
    const decisions = await askSettings(guide, wishes, await namesOfPrinters(wishes.printer));
    const eraseUnfinished = await mayErase(guide, wishes, decisions);
    await showMachine(guide, decisions);
    using folder = stageFolder(decisions.out, { eraseUnfinished });
    papers.noteIn(folder);
    using made = await makeSet(guide, wishes, decisions);
    const { printer } = decisions;
    const { paper } = wishes;
    const record = await handOut(
      guide,
      { record: made.record, cards: made.cards.filter(isWhole) },
      { printer, paper },
      papers,
    );
    const finished = { ...made, record };
    writePublic(finished, folder);
    await writeRecordSheet(finished, sheetOptions(paper), folder);
    folder.commit();
    return { text: legible(asText(finished, settingsOf(wishes, decisions), words().created)) };
  } catch (error) {
    // On the terminal's own screen by now, where it stays.
    if (papers.titles.length > 0) {
      const said = legible(words().create.isVoid(countedPapers(papers.titles)));
      const lines = wrapped(said, linesWidth(process.stderr));
      process.stderr.write(`${lines.join("\n")}\n`);
    }
    throw error;
  }
}

/**
 * Whether what an interrupted ceremony left in the same place may be erased: a set that was not finished
 * is void, and can't be gone on with.
 *
 * @throws {Interrupted} if people want to look at it first.
 */
export async function mayErase(guide: Guide, wishes: Wishes, { out }: Decisions): Promise<boolean> {
  const left = abandonedFor(out);
  if (left.length === 0 || wishes.eraseUnfinished) return wishes.eraseUnfinished;
  const { create } = words();
  guide.screen.clear();
  tell(guide, ...create.abandoned(countedPapers(left.flatMap(({ papers }) => papers))));
  if (await askYesOrNo(guide, create.askErase)) return true;
  throw new Interrupted();
}

/** What of this machine does not suit a ceremony; whether to go on is for people to decide. */
export async function showMachine(guide: Guide, { out, printer }: Decisions): Promise<void> {
  guide.screen.clear();
  const remarks = await lookBriefly({ out, printer }, linesWidth(process.stderr));
  if (remarks.length === 0) return;
  guide.screen.show([...remarks, ""]);
  await askToGoOn(guide, words().create.goOnAllTheSame);
  guide.screen.clear();
}

/** As if everything had been said on the command line. */
export function settingsOf(wishes: Wishes, decisions: Decisions): Settings {
  const { scheme, dkekShare, mixHsm, eraseUnfinished, paper } = wishes;
  const { label, out, threshold, total } = decisions;
  return {
    source: { scheme, threshold, total },
    out,
    label,
    dkekShare,
    mixHsm,
    eraseUnfinished,
    json: false,
    paper,
    printer: undefined,
    formats: [],
  };
}
