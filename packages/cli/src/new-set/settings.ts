import { parseSettings, type Settings } from "../create/settings.js";
import { parseWishes, type Wishes } from "../guide/wishes.js";
import type { Options } from "../input/options.js";
import { wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import type { ReissueBasics } from "../reissue/settings.js";

/** A new DKEK, instead of the share of the old set. */
export interface NewDkekSettings {
  /** Paths of key backups that are to be re-wrapped. */
  readonly backups: readonly string[];
  /** Whether the command line agrees that their private keys are in memory. */
  readonly isExposureAgreed: boolean;
}

/** A new set that is to be made for the DKEK share of an old one, or for a new DKEK. */
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
  readonly newDkek: NewDkekSettings | undefined;
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

/** An option on the command line that is only for a new DKEK; undefined: none is. */
export function isForNewDkek(options: Options): string | undefined {
  return options.texts("backup").length > 0
    ? "backup"
    : (["expose-keys"] as const).find((name) => options.flag(name));
}

/** @throws {CliError} `wrong-use`. */
export function newSetSettings(
  options: Options,
  step: "new-set" | "new-dkek",
): Omit<NewSetSettings, keyof ReissueBasics> {
  const isQuiet =
    options.flag("json") || options.flag("yes") || options.text("format") !== undefined;
  const guided = canAsk() && !isQuiet;
  if (!guided && options.text("out") === undefined) {
    throw wrongUse("--out is missing", "name a new folder for the new .pbe file and its cards");
  }
  const newDkek = step === "new-dkek" ? newDkekSettings(options, guided) : undefined;
  return {
    step: "new-set",
    newDkek,
    wanted: guided
      ? { guided, wishes: parseWishes(options) }
      : { guided, settings: parseSettings(options) },
    label: options.text("label"),
    isShareSaid: options.text("share") !== undefined,
  };
}

function newDkekSettings(options: Options, guided: boolean): NewDkekSettings {
  const backups = options.texts("backup");
  const isExposureAgreed = options.flag("expose-keys");
  if (backups.length > 0 && !guided && !isExposureAgreed) {
    throw wrongUse(
      "to re-wrap key backups, their private keys have to be in the memory of this machine for a moment",
      "use an air-gapped machine (dkek doctor looks at it), and say --expose-keys to agree",
    );
  }
  return { backups, isExposureAgreed };
}
