import type { SchemeName } from "@dkek/ceremony";
import type { SheetOptions } from "@dkek/print";
import {
  dkekShareOf,
  LABEL_MAX_CHARACTERS,
  NAME_MAX_CHARACTERS,
  requireLine,
} from "../create/settings.js";
import { type Options, wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import { paperOf } from "../sheets/sheet-output.js";

/** What the command line says already of a set that people are guided to. The rest is asked for. */
export interface Wishes {
  readonly threshold: number | undefined;
  readonly total: number | undefined;
  readonly label: string | undefined;
  readonly out: string | undefined;
  readonly custodians: readonly string[];
  /** As CUPS calls it. */
  readonly printer: string | undefined;
  readonly scheme: SchemeName;
  readonly dkekShare: { readonly index: number; readonly of: number };
  readonly mixHsm: string | undefined;
  readonly eraseUnfinished: boolean;
  readonly paper: SheetOptions["paper"];
}

/**
 * Is `dkek create` to guide people? Where there is a terminal and something is left to ask; or where
 * `--guided` says so.
 *
 * @throws {CliError} `wrong-use` for `--guided` where it can't be.
 */
export function isGuided(options: Options): boolean {
  const wanted = options.flag("guided");
  const against =
    ["json", "password", "yes"].find((name) => options.flag(name)) ??
    ["password-fd", "format"].find((name) => options.text(name) !== undefined);
  if (!wanted) {
    const given = ["threshold", "total", "out"].map((name) => options.text(name));
    return canAsk() && against === undefined && given.includes(undefined);
  }
  if (against !== undefined) throw wrongUse(`--guided does not go with --${against}`);
  if (canAsk()) return true;
  throw wrongUse(
    "there is no terminal to guide anybody at",
    "say everything with options: --threshold, --total, --out",
  );
}

/** @throws {CliError} `wrong-use` */
export function parseWishes(options: Options): Wishes {
  const label = options.text("label");
  if (label !== undefined) requireLine("label", label, LABEL_MAX_CHARACTERS);
  const custodians = options.texts("custodian");
  for (const name of custodians) requireLine("custodian", name, NAME_MAX_CHARACTERS);
  const threshold = options.wholeNumber("threshold", 2, 255);
  const total = options.wholeNumber("total", 2, 255);
  if (custodians.length > 0 && custodians.length !== total) {
    throw wrongUse(
      `--custodian was given ${custodians.length} times: say --total ${custodians.length} as well`,
      "name every custodian, or none",
    );
  }
  if (threshold !== undefined && total !== undefined && threshold > total) {
    throw wrongUse(
      `--threshold ${threshold} of --total ${total}: so many cards can never come together`,
    );
  }
  return {
    threshold,
    total,
    label,
    out: options.text("out"),
    custodians,
    printer: options.text("printer"),
    scheme: options.oneOf("scheme", ["p224", "sc-hsm"]) ?? "p224",
    dkekShare: dkekShareOf(options.text("share") ?? "1/1"),
    mixHsm: options.text("mix-hsm"),
    eraseUnfinished: options.flag("erase-unfinished"),
    paper: paperOf(options),
  };
}
