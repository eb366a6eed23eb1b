import { CeremonyError, replacedBySet, shortSetId, succeededBySet } from "@dkek/ceremony";
import { readSetFiles, type SetFile } from "../import/set-file.js";
import { wrongUse } from "../input/options.js";
import { requireReplaceable } from "../output/replace-file.js";
import type { NewSetSettings } from "./settings.js";

/** The set whose DKEK share gets a new one, or those of the DKEK that gets one, and what that takes over. */
export interface OldSet {
  /** The only one, or the first of several. */
  readonly file: SetFile;
  /** One for each share of the old DKEK, the first of them `file`; only with a new DKEK several. */
  readonly files: readonly SetFile[];
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
  const files = await readOldFiles(settings, facts);
  const [file] = files;
  if (file === undefined) throw new Error("no .pbe file was read");
  for (const { recordFile } of files) {
    if (recordFile === undefined) continue;
    requireCards(recordFile.record.set);
    requireReplaceable(recordFile.path);
  }
  const record = file.recordFile?.record;
  const label = settings.label ?? record?.set.label;
  if (settings.newDkek !== undefined) {
    if (settings.isShareSaid)
      throw wrongUse("--share is not for --new-dkek: it makes the only one");
    requireAllShares(files);
    requireNoSuccessor(files);
    return { file, files, label, dkekShare: { index: 1, of: 1 } };
  }
  if (record === undefined) return { file, files, label, dkekShare: undefined };
  if (settings.isShareSaid) {
    throw wrongUse("--share is for a set without a record: the record tells it");
  }
  const { index, of } = record.set.dkekShare;
  return { file, files, label, dkekShare: { index, of } };
}

/** The sets that the command line names: those before the new one. */
export async function readOldFiles(
  {
    pbePath,
    morePbePaths,
    recordPaths,
  }: Pick<NewSetSettings, "pbePath" | "morePbePaths" | "recordPaths">,
  facts: Record<string, unknown>,
): Promise<readonly SetFile[]> {
  const pbePaths = [pbePath, ...morePbePaths];
  return readSetFiles({ pbePaths, recordPaths }, ([setId]) => Object.assign(facts, { setId }));
}

function requireCards({
  setId,
  sharing,
}: {
  readonly setId: SetFile["setId"];
  readonly sharing?: unknown;
}): void {
  if (sharing !== undefined) return;
  throw new CeremonyError("bad-settings", `set ${shortSetId(setId)} has no cards`, {
    hint: "a password opens it; a new set can be made from cards alone",
  });
}

/** Only all shares together are the DKEK that the key backups are under. */
function requireAllShares(files: readonly SetFile[]): void {
  for (const { path, recordFile } of files) {
    const of = recordFile?.record.set.dkekShare.of ?? files.length;
    if (of === files.length) continue;
    throw wrongUse(
      `${path} is one of the old DKEK's ${of} shares, and ${files.length} of them ${files.length === 1 ? "is" : "are"} named`,
      "name the .pbe files of all of them: only together they are the DKEK",
    );
  }
}

/** What came after a set has to be told of a new DKEK, or nobody will ever look for its cards. */
function requireNoSuccessor(files: readonly SetFile[]): void {
  for (const { path, recordFile } of files) {
    if (recordFile === undefined) continue;
    const newer = succeededBySet(recordFile.record) ?? replacedBySet(recordFile.record);
    if (newer === undefined) continue;
    throw wrongUse(
      `${path}: set ${shortSetId(newer.setId)} has come after this one, by its record`,
      "name the .pbe file of that set, and bring its cards",
    );
  }
}
