import { join } from "node:path";
import { wrongUse } from "../input/options.js";
import { stageFolder } from "../output/staged-folder.js";
import { drawInto } from "./draw-into.js";
import type { Sheet } from "./sheet.js";
import type { SheetDestination } from "./sheet-output.js";

/** What became of the sheets, for the report. */
export interface Delivery {
  /** Paths of the files that were written; none, if it was paper or standard output. */
  readonly files: readonly string[];
  readonly printed: number;
}

/**
 * Makes sheets and sends them where they were asked for, one after the other.
 *
 * @throws {CliError} `wrong-use`: standard output is a terminal, or there is more than one sheet for
 * it; whatever folder and printer object to.
 */
export async function deliver(
  sheets: readonly Sheet[],
  destination: SheetDestination,
  signal: AbortSignal,
): Promise<Delivery> {
  if (destination.to === "stdout") return await toStandardOutput(sheets);
  if (destination.to === "folder") return await toFolder(sheets, destination.out, signal);
  const { printSheets } = await import("./print-sheets.js");
  await printSheets(sheets, destination, signal);
  return { files: [], printed: sheets.length };
}

async function toStandardOutput(sheets: readonly Sheet[]): Promise<Delivery> {
  const [sheet, second] = sheets;
  if (sheet === undefined || second !== undefined) {
    throw wrongUse(`--stdout takes one sheet, these are ${sheets.length}`, "use --out FOLDER");
  }
  if (process.stdout.isTTY) {
    throw wrongUse(
      "standard output is a terminal, which can't show a PDF",
      "pipe it on, or use --out",
    );
  }
  using pdf = await sheet.make();
  // Written before the bytes are wiped.
  await new Promise<void>((resolve) => {
    // What can't be written is reported where all output is watched.
    process.stdout.write(pdf.expose(), () => resolve());
  });
  return { files: [], printed: 0 };
}

async function toFolder(
  sheets: readonly Sheet[],
  out: string,
  signal: AbortSignal,
): Promise<Delivery> {
  using folder = stageFolder(out);
  await drawInto(folder, sheets, signal);
  folder.commit();
  return { files: sheets.map(({ name }) => join(out, `${name}.pdf`)), printed: 0 };
}
