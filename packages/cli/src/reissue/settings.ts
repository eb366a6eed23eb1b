import { type CardOrder, NUMBER_DIGITS } from "@dkek/ceremony/reissue";
import type { SheetOptions } from "@dkek/print";
import { type CardFormat, NAME_MAX_CHARACTERS, requireLine } from "../create/settings.js";
import { type Options, wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import { type PrinterDestination, paperOf, printerOf } from "../sheets/sheet-output.js";

/** What every step of a reissue is told. */
interface ReissueBasics {
  readonly pbePath: string;
  readonly recordPath: string | undefined;
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
}

export type ReissueSettings = NewCardSettings | SettleSettings;

const FORMATS: readonly CardFormat[] = ["text", "pdf"];
const STEPS = ["recreate", "add", "confirm", "drop"] as const;

/** Which options belong to a card that is made, and to nothing else. */
const FOR_NEW = ["custodian", "total", "format", "printer", "paper"] as const;

/** @throws {CliError} `wrong-use`. */
export function reissueSettings(options: Options): ReissueSettings {
  const steps = STEPS.filter((name) =>
    name === "add" ? options.flag(name) : options.text(name) !== undefined,
  );
  const [step, second] = steps;
  if (step === undefined || second !== undefined) {
    throw wrongUse(
      step === undefined ? "what should be done?" : `--${step} and --${second}: one at a time`,
      "--recreate ID makes a card anew, --add one more; --confirm NUMBER puts a new card on record, --drop NUMBER gives it up",
    );
  }
  const basics = {
    pbePath: options.requiredText("file"),
    recordPath: options.text("record"),
    cards: options.texts("card"),
    json: options.flag("json"),
  };
  return step === "recreate" || step === "add"
    ? { ...basics, ...newCardSettings(options, step) }
    : { ...basics, ...settleSettings(options, step) };
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
    FOR_NEW.find((name) => options.text(name) !== undefined) ??
    (["yes", "erase-unfinished"] as const).find((name) => options.flag(name)) ??
    (step === "drop" && options.texts("card").length > 0 ? "card" : undefined);
  if (unfit !== undefined) throw wrongUse(`--${unfit} is not for --${step}`);
  const text = options.requiredText(step);
  const number = text.replace(/[\s-]/g, "");
  if (new RegExp(`^[0-9]{${NUMBER_DIGITS}}$`).test(number)) return { step, number };
  throw wrongUse(
    `--${step} ${text}: not a number of ${NUMBER_DIGITS} digits`,
    "it stands at the foot of the new card's sheet, and was shown when the card was made",
  );
}
