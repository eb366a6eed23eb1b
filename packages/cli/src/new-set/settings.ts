import { parseSettings, type Settings } from "../create/settings.js";
import { parseWishes, type Wishes } from "../guide/wishes.js";
import type { Options } from "../input/options.js";
import { wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import type { ReissueBasics } from "../reissue/settings.js";

/** A new set that is to be made for the DKEK share of an old one. */
export interface NewSetSettings extends ReissueBasics {
  readonly step: "new-set";
  /** What was said of the new set; with people at a terminal the rest is asked for. */
  readonly wanted:
    | { readonly guided: true; readonly wishes: Wishes }
    | { readonly guided: false; readonly settings: Settings };
  /** Absent: as the old set's record says. */
  readonly label: string | undefined;
  /** Whether the command line tells which of how many DKEK shares it is. */
  readonly isShareSaid: boolean;
}

/** Which options are for a new set, and for nothing else. */
const FOR_SETS = ["threshold", "scheme", "label", "share"] as const;

/** An option on the command line of another step that is only for a new set; undefined: none is. */
export function isForNewSet(options: Options, step: string): string | undefined {
  const settles = step === "confirm" || step === "drop";
  return [...FOR_SETS, ...(settles ? [] : (["out"] as const))].find(
    (name) => options.text(name) !== undefined,
  );
}

/** @throws {CliError} `wrong-use`. */
export function newSetSettings(options: Options): Omit<NewSetSettings, keyof ReissueBasics> {
  const isQuiet =
    options.flag("json") || options.flag("yes") || options.text("format") !== undefined;
  const guided = canAsk() && !isQuiet;
  if (!guided && options.text("out") === undefined) {
    throw wrongUse("--out is missing", "name a new folder for the new .pbe file and its cards");
  }
  return {
    step: "new-set",
    wanted: guided
      ? { guided, wishes: parseWishes(options) }
      : { guided, settings: parseSettings(options) },
    label: options.text("label"),
    isShareSaid: options.text("share") !== undefined,
  };
}
