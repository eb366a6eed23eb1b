import type { SheetOptions } from "@dkek/print";
import { programName } from "../version.js";

/** Of sheets that are made today, by this program. */
export function sheetOptions(paper: SheetOptions["paper"]): SheetOptions {
  return { paper, date: new Date(), program: programName() };
}
