import type { SheetOptions } from "@dkek/print";
import type { Argv } from "yargs";
import { type Options, wrongUse } from "../input/options.js";

/** Where sheets go. */
export type SheetDestination =
  | PrinterDestination
  | { readonly to: "folder"; readonly out: string }
  | { readonly to: "stdout" };

export interface PrinterDestination {
  readonly to: "printer";
  /** As CUPS calls it. */
  readonly printer: string;
  /** Whether people are asked for a look at each paper. */
  readonly confirm: boolean;
  readonly paper: SheetOptions["paper"] | "id-1";
}

/** Declares `--paper`. */
export function paperOption(argv: Argv): Argv {
  return argv.option("paper", {
    type: "string",
    requiresArg: true,
    describe: "a4 (default) or letter",
  });
}

export function paperOf(options: Options): SheetOptions["paper"] {
  return options.oneOf("paper", ["a4", "letter"]) ?? "a4";
}

/** Declares `--printer` and `--yes`. */
export function printerOptions(argv: Argv): Argv {
  return argv
    .option("printer", {
      type: "string",
      requiresArg: true,
      describe: "print on this CUPS printer, and leave nothing in its spool",
    })
    .option("yes", {
      type: "boolean",
      describe: "with --printer: ask nobody whether the paper came out right",
    });
}

export function printerOf(options: Options): PrinterDestination | undefined {
  const printer = options.text("printer");
  const yes = options.flag("yes");
  if (printer === undefined) {
    if (yes) throw wrongUse("--yes is for --printer");
    return undefined;
  }
  return { to: "printer", printer, confirm: !yes, paper: paperOf(options) };
}

/** Declares what {@link destinationOf} reads. */
export function destinationOptions(argv: Argv): Argv {
  return printerOptions(argv)
    .option("out", {
      type: "string",
      requiresArg: true,
      describe: "write PDF files into this new folder",
    })
    .option("stdout", { type: "boolean", describe: "write one sheet's PDF to standard output" });
}

/** @throws {CliError} `wrong-use` unless exactly one was chosen. */
export function destinationOf(options: Options): SheetDestination {
  const out = options.text("out");
  const chosen: SheetDestination[] = [];
  const printer = printerOf(options);
  if (printer !== undefined) chosen.push(printer);
  if (out !== undefined) chosen.push({ to: "folder", out });
  if (options.flag("stdout")) chosen.push({ to: "stdout" });
  const [only, second] = chosen;
  if (only !== undefined && second === undefined) return only;
  throw wrongUse(
    only === undefined ? "where should the sheets go?" : "sheets go to one place at a time",
    "--printer NAME prints them, --out FOLDER and --stdout write PDF",
  );
}
