import type { Sharing } from "@dkek/ceremony";
import type { SheetOptions } from "@dkek/print";
import { type Options, wrongUse } from "../input/options.js";
import { type PasswordSource, passwordSource } from "../input/password.js";
import { type PrinterDestination, paperOf, printerOf } from "../sheets/sheet-output.js";

export const LABEL_MAX_CHARACTERS = 64;
export const NAME_MAX_CHARACTERS = 100;

/** What `dkek create` was asked for. */
export interface Settings {
  readonly source: Sharing | PasswordSource;
  readonly out: string;
  readonly label: string;
  readonly dkekShare: { readonly index: number; readonly of: number };
  readonly mixHsm: string | undefined;
  readonly eraseUnfinished: boolean;
  readonly json: boolean;
  readonly paper: SheetOptions["paper"];
  /** Absent: the cards are written into the folder. */
  readonly printer: PrinterDestination | undefined;
  /** How they are written there; not at all, if empty: they are on paper alone. */
  readonly formats: readonly CardFormat[];
}

export type CardFormat = "text" | "pdf";
const FORMATS: readonly CardFormat[] = ["text", "pdf"];

/** @throws {CliError} `wrong-use` */
export function parseSettings(options: Options): Settings {
  const password = passwordSource(options);
  const forCards = ["threshold", "total", "scheme", "format", "printer", "custodian"].filter(
    (name) => options.texts(name).length > 0,
  );
  if (password !== undefined && forCards[0] !== undefined) {
    throw wrongUse(`--${forCards[0]} is for cards: with a password of your own there are none`);
  }
  const printer = printerOf(options);
  const format = options.oneOf("format", FORMATS);
  if (printer !== undefined && format !== undefined) {
    throw wrongUse("--format is for files, and --printer writes none of the cards");
  }
  const label = options.text("label") ?? "";
  requireLine("label", label, LABEL_MAX_CHARACTERS);
  return {
    source: password ?? sharingOf(options),
    out: options.requiredText("out"),
    label,
    dkekShare: dkekShareOf(options.text("share") ?? "1/1"),
    mixHsm: options.text("mix-hsm"),
    eraseUnfinished: options.flag("erase-unfinished"),
    json: options.flag("json"),
    paper: paperOf(options),
    printer,
    formats: format === undefined ? FORMATS : [format],
  };
}

function sharingOf(options: Options): Sharing {
  const threshold = options.requiredWholeNumber("threshold", 2, 255);
  const total = options.requiredWholeNumber("total", 2, 255);
  if (threshold > total) {
    throw wrongUse(
      `--threshold ${threshold} of --total ${total}: so many cards can never come together`,
    );
  }
  const scheme = options.oneOf("scheme", ["p224", "sc-hsm"]) ?? "p224";
  const custodians = options.texts("custodian");
  if (custodians.length === 0) return { scheme, threshold, total };
  if (custodians.length !== total) {
    throw wrongUse(
      `--custodian was given ${custodians.length} times for ${total} cards`,
      "name every custodian, or none",
    );
  }
  for (const name of custodians) requireLine("custodian", name, NAME_MAX_CHARACTERS);
  return { scheme, threshold, total, custodians };
}

/** @throws {CliError} `wrong-use` */
export function requireLine(option: string, text: string, max: number): void {
  if (text.length <= max && !/\p{Cc}/u.test(text)) return;
  throw wrongUse(`--${option}: not one line of at most ${max} characters`);
}

export function dkekShareOf(text: string): { index: number; of: number } {
  const [, index, of] = /^([0-9]{1,3})\/([0-9]{1,3})$/.exec(text) ?? [];
  const share = { index: Number(index), of: Number(of) };
  if (share.index >= 1 && share.index <= share.of && share.of <= 255) return share;
  throw wrongUse(`--share ${text}: not of the form 1/2 (the first of two DKEK shares)`);
}
