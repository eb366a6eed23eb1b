import { type CreateOptions, createSet, createWithPassword, type NewSet } from "@dkek/ceremony";
import { workerEngine } from "@dkek/dkek-file/worker";
import type { RandomSource, SecretBytes } from "@dkek/foundation";
import { requireRoom } from "@dkek/print";
import type { Context } from "../command.js";
import { readNewPassword } from "../input/password.js";
import { countedPapers } from "../output/counted-papers.js";
import { type StagedFolder, stageFolder } from "../output/staged-folder.js";
import { PapersOut } from "../sheets/papers-out.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import { legible } from "../terminal/legible.js";
import { progress } from "../terminal/progress.js";
import { reportWidth } from "../terminal/wrapped.js";
import { programName } from "../version.js";
import { created as english } from "../words/en/created.js";
import { randomSource } from "./random-source.js";
import { asJson, asText } from "./report.js";
import { writePublic } from "./set-folder.js";
import { cardSheetsOf, writeCards, writeRecordSheet } from "./set-sheets.js";
import type { Settings } from "./settings.js";

/** Makes a set, gives its cards out, and only then lets its folder come into being. */
export async function runCreate(settings: Settings, { signal }: Context): Promise<void> {
  using folder = await readyFolder(settings);
  const random = await randomSource(settings.mixHsm, signal);
  using made = await makeSet(settings, random, signal);
  await giveOut(made, settings, folder, signal);
  process.stdout.write(
    settings.json ? `${JSON.stringify(asJson(made, settings))}\n` : asText(made, settings, english),
  );
}

/** The folder for a new set: what can't be written or printed is found before anybody waits. */
export async function readyFolder(settings: Settings): Promise<StagedFolder> {
  requireRoomForNames(settings);
  if (settings.printer !== undefined) {
    const { requirePrinter } = await import("../sheets/require-printer.js");
    await requirePrinter(settings.printer);
  }
  const folder = stageFolder(settings.out, settings);
  try {
    if (folder.papersOfErased.length > 0) {
      process.stderr.write(
        `dkek: erased what was left of a set that is void. Collect and destroy what is on paper of it: ${folder.papersOfErased.join(", ")}\n`,
      );
    }
    await remarkOnMachine(settings);
    return folder;
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

/** Says what of this machine does not suit a ceremony; whether to go on is for people to decide. */
async function remarkOnMachine({ out, printer }: Settings): Promise<void> {
  const { lookBriefly } = await import("../doctor/briefly.js");
  const destination = { out, printer: printer?.printer };
  for (const line of await lookBriefly(destination, reportWidth(process.stderr)))
    process.stderr.write(`${line}\n`);
}

/**
 * Writes or prints the cards, and lets the folder come into being.
 *
 * @param writeMore what else the folder holds.
 * @throws whatever stopped it, after saying what to do with papers that are out: a set that was not
 * finished is void.
 */
export async function giveOut(
  made: NewSet,
  settings: Settings,
  folder: StagedFolder,
  signal: AbortSignal,
  writeMore: () => void = () => {},
): Promise<void> {
  const { paper, printer } = settings;
  const options = sheetOptions(paper);
  const papers = new PapersOut();
  papers.noteIn(folder);
  try {
    writePublic(made, folder);
    await writeRecordSheet(made, options, folder);
    writeMore();
    const sheets = cardSheetsOf(made, options);
    if (printer === undefined) {
      await writeCards(made, sheets, settings, folder, signal);
    } else {
      const { printSheets } = await import("../sheets/print-sheets.js");
      await printSheets(sheets, printer, signal, papers);
    }
    folder.commit();
  } catch (error) {
    if (papers.titles.length > 0) {
      process.stderr.write(
        `dkek: this set is void. Collect and destroy what was printed of it: ${legible(countedPapers(papers.titles))}\n`,
      );
    }
    throw error;
  }
}

function requireRoomForNames({ source, label, paper }: Settings): void {
  if ("from" in source) return;
  for (const custodian of source.custodians ?? [""]) requireRoom({ label, custodian }, paper);
}

/** @param share the DKEK share of an older set; a fresh one, if absent. Stays the caller's. */
export async function makeSet(
  settings: Settings,
  random: RandomSource,
  signal: AbortSignal,
  share?: SecretBytes,
): Promise<NewSet> {
  const { source, label, dkekShare } = settings;
  using shown = progress();
  const options: CreateOptions = {
    label,
    dkekShare,
    ...(share === undefined ? {} : { share }),
    engine: workerEngine(),
    random,
    program: programName(),
    signal,
    onProgress: shown.update,
  };
  if (!("from" in source)) return createSet(source, options);
  using password = await readNewPassword(source, signal);
  return await createWithPassword(password, options);
}
