import { type CardOrder, NUMBER_DIGITS } from "@dkek/ceremony/reissue";
import type { SheetOptions } from "@dkek/print";
import { type CardFormat, NAME_MAX_CHARACTERS, requireLine } from "../create/settings.js";
import { type Options, wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import {
  isForNewDkek,
  isForNewSet,
  type NewSetSettings,
  newSetSettings,
} from "../new-set/settings.js";
import { type PrinterDestination, paperOf, printerOf } from "../sheets/sheet-output.js";

/** What every step of a reissue is told. */
export interface ReissueBasics {
  readonly pbePath: string;
  /** Of a new DKEK: the `.pbe` files of the old one's other shares. */
  readonly morePbePaths: readonly string[];
  /** One, at most; of a new DKEK one for each `.pbe` file. */
  readonly recordPaths: readonly string[];
  /** Paths of cards, or standard input. */
  readonly cards: readonly string[];
  readonly json: boolean;
}

/** A card that is to be made. */
export interface NewCardSettings extends ReissueBasics {
  readonly step: "make";
  readonly order: CardOrder;
  /** How many cards there are, where no record tells. */
  readonly total: number | undefined;
  readonly paper: SheetOptions["paper"];
  readonly printer: PrinterDestination | undefined;
  /** How the card is written, unless it is printed. */
  readonly formats: readonly CardFormat[];
  readonly eraseUnfinished: boolean;
  /** Whether one run does it all, with people at the terminal. */
  readonly guided: boolean;
}

/** A card that was made, and is to be put on record or dropped. */
export interface SettleSettings extends ReissueBasics {
  readonly step: "confirm" | "drop";
  /** Six digits. */
  readonly number: string;
  /** The folder of a new set, if it is one that was made; undefined: a card. */
  readonly out: string | undefined;
}

/** Something that was destroyed, such as a copy of the `.pbe` file, for the record. */
export interface DestroyedSettings extends ReissueBasics {
  readonly step: "destroyed";
  readonly what: string;
}

export type ReissueSettings = NewCardSettings | SettleSettings | NewSetSettings | DestroyedSettings;

const FORMATS: readonly CardFormat[] = ["text", "pdf"];
const STEPS = ["recreate", "add", "new-set", "new-dkek", "confirm", "drop", "destroyed"] as const;
const FLAGS: readonly string[] = ["add", "new-set", "new-dkek"];
/** A note in a record has 1000 characters; these are for what stands before it. */
const DESTROYED_MAX_CHARACTERS = 900;

/** Which options belong to a card that is made, and to nothing else. */
const FOR_NEW = ["custodian", "total", "format", "printer", "paper"] as const;

/** @throws {CliError} `wrong-use`. */
export function reissueSettings(options: Options): ReissueSettings {
  const steps = STEPS.filter((name) =>
    FLAGS.includes(name) ? options.flag(name) : options.text(name) !== undefined,
  );
  const [step, second] = steps;
  if (step === undefined || second !== undefined) {
    throw wrongUse(
      step === undefined ? "what should be done?" : `--${step} and --${second}: one at a time`,
      "--recreate ID makes a card anew, --add one more, --new-set a new set for the same DKEK share, --new-dkek one for a new DKEK; --confirm NUMBER puts what was made on record, --drop NUMBER gives it up; --destroyed TEXT notes what was destroyed",
    );
  }
  const [pbePath = "", ...morePbePaths] = options.texts("files");
  const basics = {
    pbePath,
    morePbePaths,
    recordPaths: options.texts("record"),
    cards: options.texts("card"),
    json: options.flag("json"),
  };
  const mayBeSeveral =
    step === "new-dkek" ||
    (["confirm", "drop"].includes(step) && options.text("out") !== undefined);
  if (basics.recordPaths.length > 1 && !mayBeSeveral) {
    throw wrongUse(`--record was given ${basics.recordPaths.length} times`);
  }
  if (morePbePaths.length > 0 && !mayBeSeveral) {
    throw wrongUse("one .pbe file at a time", "only --new-dkek takes all shares of a DKEK at once");
  }
  const stray = step === "new-dkek" ? undefined : isForNewDkek(options);
  if (stray !== undefined) throw wrongUse(`--${stray} is for --new-dkek`);
  if (step === "new-set" || step === "new-dkek") {
    return { ...basics, ...newSetSettings(options, step) };
  }
  const unfit = isForNewSet(options, step);
  if (unfit !== undefined) throw wrongUse(`--${unfit} is for --new-set and --new-dkek`);
  switch (step) {
    case "recreate":
    case "add":
      return { ...basics, ...newCardSettings(options, step) };
    case "confirm":
    case "drop":
      return { ...basics, ...settleSettings(options, step) };
    case "destroyed":
      return { ...basics, ...destroyedSettings(options) };
  }
}

function destroyedSettings(options: Options): Omit<DestroyedSettings, keyof ReissueBasics> {
  const unfit = FOR_NEW.find((name) => options.texts(name).length > 0);
  if (unfit !== undefined) throw wrongUse(`--${unfit} is not for --destroyed`);
  if (options.texts("card").length > 0) throw wrongUse("--card is not for --destroyed");
  const what = options.requiredText("destroyed");
  requireLine("destroyed", what, DESTROYED_MAX_CHARACTERS);
  return { step: "destroyed", what };
}

function newCardSettings(
  options: Options,
  what: CardOrder["what"],
): Omit<NewCardSettings, keyof ReissueBasics> {
  const custodian = options.text("custodian");
  if (custodian !== undefined) requireLine("custodian", custodian, NAME_MAX_CHARACTERS);
  const named = custodian === undefined ? {} : { custodian };
  const order: CardOrder =
    what === "add"
      ? { what, ...named }
      : { what, id: options.requiredWholeNumber("recreate", 1, 255), ...named };
  const format = options.oneOf("format", FORMATS);
  const printer = printerOf(options);
  if (printer !== undefined && format !== undefined) {
    throw wrongUse("--format is for files, and --printer writes none of the card");
  }
  const isQuiet = options.flag("json") || options.flag("yes") || format !== undefined;
  return {
    step: "make",
    order,
    total: options.wholeNumber("total", 2, 255),
    paper: paperOf(options),
    printer,
    formats: format === undefined ? FORMATS : [format],
    eraseUnfinished: options.flag("erase-unfinished"),
    guided: canAsk() && !isQuiet,
  };
}

function settleSettings(
  options: Options,
  step: SettleSettings["step"],
): Omit<SettleSettings, keyof ReissueBasics> {
  const unfit =
    FOR_NEW.find((name) => options.texts(name).length > 0) ??
    (["yes", "erase-unfinished"] as const).find((name) => options.flag(name)) ??
    (step === "drop" && options.texts("card").length > 0 ? "card" : undefined);
  if (unfit !== undefined) throw wrongUse(`--${unfit} is not for --${step}`);
  const text = options.requiredText(step);
  const number = text.replace(/[\s-]/g, "");
  if (new RegExp(`^[0-9]{${NUMBER_DIGITS}}$`).test(number)) {
    return { step, number, out: options.text("out") };
  }
  throw wrongUse(
    `--${step} ${text}: not a number of ${NUMBER_DIGITS} digits`,
    "it stands at the foot of a new card's sheet, and was shown when the card or the set was made",
  );
}
