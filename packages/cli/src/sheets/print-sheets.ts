import { type EndedJob, openPrinter, type Printer } from "@dkek/print/cups";
import { CliError } from "../cli-error.js";
import { progress } from "../terminal/progress.js";
import { confirmPaper } from "./confirm-paper.js";
import { PapersOut } from "./papers-out.js";
import type { Sheet } from "./sheet.js";
import type { PrinterDestination } from "./sheet-output.js";

/**
 * Prints sheets one by one: each job is gone from the spool before its paper is asked about, and the
 * next one is not made before that. Whether there is somebody to ask was made sure of before.
 *
 * @param papers is told what is sent, even if this throws.
 * @throws {CliError} `stopped`: people said so. {PrintError}.
 */
export async function printSheets(
  sheets: readonly Sheet[],
  { printer: name, confirm, paper }: PrinterDestination,
  signal: AbortSignal,
  papers: PapersOut = new PapersOut(),
): Promise<void> {
  using printer = await openPrinter(name, paper);
  if (sheets.some(({ secret }) => secret)) {
    for (const remark of printer.remarks) process.stderr.write(`dkek: ${remark}\n`);
  }
  let isKept = false;
  for (const [place, sheet] of sheets.entries()) {
    for (;;) {
      papers.add(sheet.title);
      const ended = await printOne(printer, sheet, place / sheets.length, signal);
      if (ended.isKept) isKept = true;
      if (!ended.isProven) {
        process.stderr.write(
          `dkek: CUPS keeps no history, so only the paper tells whether ${sheet.title} came out\n`,
        );
      }
      const answer = confirm ? await confirmPaper(sheet.title, signal) : "right";
      if (answer === "right") break;
      if (answer === "stop") {
        throw new CliError("stopped", `printing was stopped after ${sheet.title}`, {
          hint: "nothing is left in the spool; keep count of the papers",
        });
      }
    }
  }
  if (isKept) {
    process.stderr.write(
      "dkek: CUPS keeps the files of finished jobs here; these it had to erase\n",
    );
  }
}

/** @param done the part of all sheets that is printed already. */
async function printOne(
  printer: Printer,
  sheet: Sheet,
  done: number,
  signal: AbortSignal,
): Promise<EndedJob> {
  using shown = progress();
  const step = `printing ${sheet.title}`;
  shown.update(step, done);
  using pdf = await sheet.make();
  return await printer.print(pdf.expose(), {
    signal,
    onState: (state) => shown.update(`${step} (${state})`, done),
  });
}
