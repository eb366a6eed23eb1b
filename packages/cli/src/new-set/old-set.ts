import { CeremonyError, shortSetId } from "@dkek/ceremony";
import type { SetFile } from "../import/set-file.js";
import { wrongUse } from "../input/options.js";
import { requireReplaceable } from "../output/replace-file.js";
import { readSetOf } from "../reissue/prepare.js";
import type { NewSetSettings } from "./settings.js";

/** The set whose DKEK share gets a new one, and what that takes over. */
export interface OldSet {
  readonly file: SetFile;
  readonly label: string | undefined;
  /** Undefined where nothing but the command line tells it. */
  readonly dkekShare: { readonly index: number; readonly of: number } | undefined;
}

/**
 * Finds out all that can be known before people bring their cards.
 *
 * @throws {CliError}, {CeremonyError} `bad-settings` for a set without cards.
 */
export async function readOldSet(
  settings: NewSetSettings,
  facts: Record<string, unknown>,
): Promise<OldSet> {
  const file = await readSetOf(settings, facts);
  if (file.recordFile === undefined) {
    return { file, label: settings.label, dkekShare: undefined };
  }
  const { path, record } = file.recordFile;
  const { label, dkekShare, sharing, setId } = record.set;
  if (sharing === undefined) {
    throw new CeremonyError("bad-settings", `set ${shortSetId(setId)} has no cards`, {
      hint: "a password opens it; a new set can be made from cards alone",
    });
  }
  if (settings.isShareSaid) {
    throw wrongUse("--share is for a set without a record: the record tells it");
  }
  requireReplaceable(path);
  const { index, of } = dkekShare;
  return { file, label: settings.label ?? label, dkekShare: { index, of } };
}
