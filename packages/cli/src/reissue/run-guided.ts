import { formatCardText, latestCards, parseCardText, wipeCard } from "@dkek/ceremony";
import { groupedNumber, type Issue, isOnRecord, type PendingReissue } from "@dkek/ceremony/reissue";
import type { Context } from "../command.js";
import { EXIT } from "../exit-status.js";
import { askToGoOn, endIfQuit } from "../guide/answers.js";
import { openCeremonyScreen } from "../guide/ceremony-screen.js";
import { type Guide, tell } from "../guide/guide.js";
import { giveCard } from "../guide/hand-out.js";
import { namesOfPrinters } from "../guide/printers.js";
import { readRecord } from "../input/record.js";
import { Interrupted } from "../interrupted.js";
import { PapersOut } from "../sheets/papers-out.js";
import { statusOfError } from "../status-of-error.js";
import { legible } from "../terminal/legible.js";
import { openPrompter } from "../terminal/prompter.js";
import { refuse } from "../terminal/refused.js";
import { linesWidth, wrapped } from "../terminal/wrapped.js";
import { words } from "../words/spoken.js";
import { aboutNewCard, recordToBe } from "./about-new-card.js";
import { erasePending, type PendingFolder, stagePending } from "./pending-folder.js";
import { makeCard, type Preparation, prepare } from "./prepare.js";
import { putOnRecord } from "./put-on-record.js";
import { type GatheredQuorum, gatherQuorum, tryQuorum } from "./quorum.js";
import { factsOf, recordedText, warningLines, warningText } from "./report.js";
import type { NewCardSettings } from "./settings.js";

/**
 * All of a reissue in one sitting: the quorum, the new card on paper, read back by its custodian, the
 * `.pbe` opened with it, and only then the record.
 *
 * @throws {Interrupted} on Ctrl-C and `quit`: set and record are as they were, and where a paper may be
 *   out, the folder is named that the card waits in.
 */
export async function runGuided(settings: NewCardSettings, context: Context): Promise<void> {
  const preparation = await prepare(settings, context.facts);
  const printers = await namesOfPrinters(settings.printer?.printer);
  process.stdout.write(await onScreen(preparation, printers, settings, context.signal));
}

/** All that is shown on the ceremony's own screen. @returns the report. */
async function onScreen(
  preparation: Preparation,
  printers: readonly string[],
  settings: NewCardSettings,
  signal: AbortSignal,
): Promise<string> {
  const { file, record, planned, path } = preparation;
  const { reissue } = words();
  const papers = new PapersOut();
  let waiting: PendingFolder | undefined;
  try {
    using screen = openCeremonyScreen(process.stderr);
    {
      using prompter = openPrompter(signal);
      const guide = { screen, prompter, signal };
      tell(guide, ...reissue.intro(factsOf(planned, record)));
      tell(guide, ...warningLines(recordToBe({ issued: planned }, record), reissue));
      await askToGoOn(guide, reissue.ready);
      screen.clear();
    }
    using quorum = await gatherQuorum(file, record, settings.cards, signal);
    const { issue, pending } = await makeCard(preparation, quorum, reissue.opening, signal);
    using made = issue;
    using prompter = openPrompter(signal);
    const guide = { screen, prompter, signal };
    const printer = settings.printer?.printer ?? (await askPrinter(guide, printers));
    {
      // Before the paper: whatever comes, the card can be found again.
      using folder = stagePending(path, pending, settings);
      folder.commit();
    }
    waiting = { path, pending };
    await handOver(guide, made, pending, preparation, { printer, paper: settings.paper }, papers);
    prompter.say(reissue.nowTried);
    using fromPaper = withNewCard(quorum, made);
    await tryQuorum(file, fromPaper, reissue.openingWithNew, signal);
    const recorded = await putOnRecord(fromPaper.cards, waiting, file);
    waiting = undefined;
    const text = recordedText(pending, record, file.recordFile?.path, recorded, reissue);
    return legible(text + warningText(recorded.record, reissue));
  } catch (error) {
    const stays = waiting !== undefined && (await leave(waiting, preparation, papers));
    throw stays && statusOfError(error) === EXIT.interrupted ? new Interrupted(true) : error;
  }
}

async function handOver(
  guide: Guide,
  { card }: Issue,
  pending: PendingReissue,
  { record }: Preparation,
  way: Parameters<typeof giveCard>[2],
  papers: PapersOut,
): Promise<void> {
  const { reissue } = words();
  const known = record === undefined ? [] : latestCards(record).map(({ id }) => id);
  const shareIds = [...new Set([...known, card.id])];
  guide.screen.clear();
  guide.prompter.say(reissue.place(factsOf(pending.issued, record), groupedNumber(pending.number)));
  await giveCard(guide, { card, about: aboutNewCard(pending, record), shareIds }, way, papers);
  guide.screen.clear();
}

/** As many of the quorum as it takes, the new card among them; shares the others' bytes. */
function withNewCard({ cards, threshold }: GatheredQuorum, { card }: Issue): GatheredQuorum {
  const others = cards.filter(({ id }) => id !== card.id);
  const needed = threshold ?? cards.length;
  // From its text, as it stands on the paper.
  const read = parseCardText(formatCardText(card));
  return {
    cards: [read, ...others.slice(0, needed - 1)],
    threshold: needed,
    [Symbol.dispose]: () => wipeCard(read),
  };
}

function askPrinter(
  { prompter }: Guide,
  printers: readonly string[],
): Promise<string | undefined> | undefined {
  if (printers.length === 0) return undefined;
  const { create } = words();
  return prompter.ask(create.askPrinter(printers), (line) => {
    endIfQuit(line);
    const name = line.trim();
    if (name !== "" && !printers.includes(name)) refuse(create.unknownPrinter(name));
    return name === "" ? undefined : name;
  });
}

/**
 * It ended in between: a card that nobody has seen is forgotten, any other one waits. One that is on
 * record already, and could not be tidied up after, is the error's to tell of.
 *
 * @returns whether it waits, which is told then.
 */
async function leave(
  waiting: PendingFolder,
  { file, record }: Preparation,
  papers: PapersOut,
): Promise<boolean> {
  const now = file.recordFile && (await readRecord(file.recordFile.path).catch(() => record));
  if (now !== undefined && isOnRecord(waiting.pending, now)) return false;
  if (papers.titles.length === 0) {
    erasePending(waiting);
    return false;
  }
  const { reissue } = words();
  const width = linesWidth(process.stderr);
  for (const said of reissue.stopped(factsOf(waiting.pending.issued, record), waiting.path)) {
    process.stderr.write(`${wrapped(legible(said), width).join("\n")}\n`);
  }
  return true;
}
