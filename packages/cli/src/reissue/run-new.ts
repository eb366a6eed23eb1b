import { formatCardText, type SetRecord } from "@dkek/ceremony";
import type { Context } from "../command.js";
import { EXIT } from "../exit-status.js";
import { Interrupted } from "../interrupted.js";
import { countedPapers } from "../output/counted-papers.js";
import { cardSheetOf } from "../sheets/card-sheets.js";
import { drawInto } from "../sheets/draw-into.js";
import { PapersOut } from "../sheets/papers-out.js";
import type { Sheet } from "../sheets/sheet.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import type { PrinterDestination } from "../sheets/sheet-output.js";
import { statusOfError } from "../status-of-error.js";
import { legible } from "../terminal/legible.js";
import { reissue as english } from "../words/en/reissue.js";
import { aboutNewCard, recordToBe } from "./about-new-card.js";
import { fileNameOf, type PendingFolder, stagePending } from "./pending-folder.js";
import { makeCard, prepare } from "./prepare.js";
import { peopleFacts } from "./put-on-record.js";
import { gatherQuorum } from "./quorum.js";
import { factsOf, type Waiting, waitingFiles, waitingText, warningText } from "./report.js";
import type { NewCardSettings } from "./settings.js";

/**
 * Makes a card, in files or on paper, which then waits until it was read back: set and record stay as they
 * are.
 */
export async function runNew(settings: NewCardSettings, context: Context): Promise<void> {
  const { signal, facts } = context;
  const { cards, printer, paper, json } = settings;
  const preparation = await prepare(settings, facts);
  if (printer !== undefined) {
    const { requirePrinter } = await import("../sheets/require-printer.js");
    await requirePrinter(printer);
  }
  const { file, record, path } = preparation;
  using quorum = await gatherQuorum(file, record, cards, signal);
  const { issue, pending } = await makeCard(preparation, quorum, english.opening, signal);
  using made = issue;
  using folder = stagePending(path, pending, settings);
  const sheet = {
    ...cardSheetOf(made.card, aboutNewCard(pending, record), sheetOptions(paper)),
    name: fileNameOf(pending.issued),
  };
  const formats = printer === undefined ? settings.formats : [];
  if (formats.includes("text")) folder.write(`${sheet.name}.txt`, formatCardText(made.card));
  if (formats.includes("pdf")) await drawInto(folder, [sheet], signal);
  // Before the paper: whatever comes, the card can be found again.
  folder.commit();
  if (printer !== undefined) await printNew(sheet, printer, { path, pending }, record, signal);
  const waiting: Waiting = {
    pbePath: file.path,
    path,
    pending,
    record,
    threshold: made.card.about.threshold,
    isProvable: made.card.proof !== undefined,
    formats,
  };
  const after = recordToBe(pending, record);
  process.stdout.write(
    json
      ? `${JSON.stringify(asJson(waiting, peopleFacts(after)))}\n`
      : legible(`${waitingText(waiting, english)}${warningText(after, english)}`),
  );
}

/** @throws whatever stopped it, after saying where the card waits, and which papers are out. */
async function printNew(
  sheet: Sheet,
  printer: PrinterDestination,
  { path, pending }: PendingFolder,
  record: SetRecord | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { printSheets } = await import("../sheets/print-sheets.js");
  const papers = new PapersOut();
  try {
    await printSheets([sheet], printer, signal, papers);
  } catch (error) {
    const said = english.stopped(factsOf(pending.issued, record), path);
    const out = papers.titles.length === 0 ? [] : [countedPapers(papers.titles)];
    process.stderr.write(legible(`${[...said, ...out].join("\n")}\n`));
    throw statusOfError(error) === EXIT.interrupted ? new Interrupted(true) : error;
  }
}

function asJson(waiting: Waiting, people: object): object {
  const { pending, path, isProvable } = waiting;
  const { setId, number, issued } = pending;
  const { type, card, custodian = null } = issued;
  const files = waitingFiles(waiting);
  return {
    ok: true,
    setId,
    number,
    type,
    card,
    custodian,
    isProvable,
    isOnRecord: false,
    ...people,
    folder: path,
    files: { text: files.text[0] ?? null, pdf: files.pdf[0] ?? null },
  };
}
