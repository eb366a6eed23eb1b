import type { SetRecord } from "@dkek/ceremony";
import {
  type Issue,
  type IssuingSet,
  issueCard,
  issuingSetOf,
  oneTimeNumber,
  type PendingReissue,
  type PlannedCard,
  planCard,
} from "@dkek/ceremony/reissue";
import { systemRandom } from "@dkek/foundation";
import { requireRoom } from "@dkek/print";
import { readSetFiles, type SetFile } from "../import/set-file.js";
import { wrongUse } from "../input/options.js";
import { requireReplaceable } from "../output/replace-file.js";
import { pendingPathOf, requireNonePending, requireRoomFor } from "./pending-folder.js";
import { type GatheredQuorum, tryQuorum } from "./quorum.js";
import type { NewCardSettings, ReissueSettings } from "./settings.js";

/** A card that is going to be made, and where it will wait. */
export interface Preparation {
  readonly file: SetFile;
  readonly record: SetRecord | undefined;
  readonly planned: PlannedCard;
  /** The folder that the card waits in. */
  readonly path: string;
  /** How many cards there were, where only the command line tells. */
  readonly total: number;
}

/** The set that the command line names. */
export async function readSetOf(
  { pbePath, recordPaths }: Pick<ReissueSettings, "pbePath" | "recordPaths">,
  facts: Record<string, unknown>,
): Promise<SetFile> {
  const named = { pbePaths: [pbePath], recordPaths };
  const [file] = await readSetFiles(named, ([setId]) => Object.assign(facts, { setId }));
  if (file === undefined) throw new Error("no .pbe file was read");
  return file;
}

/**
 * Finds out all that can be known before people bring their cards: which card it will be, and that it can
 * be noted, printed and kept.
 *
 * @throws {CliError}, {CeremonyError} `bad-settings`, {PrintError}.
 */
export async function prepare(
  settings: NewCardSettings,
  facts: Record<string, unknown>,
): Promise<Preparation> {
  const { order, pbePath, paper, total: said } = settings;
  const file = await readSetOf(settings, facts);
  const record = file.recordFile?.record;
  if (record !== undefined && said !== undefined) {
    throw wrongUse("--total is for a set without a record: the record tells it");
  }
  if (record === undefined && said === undefined) {
    throw wrongUse(
      "there is no record, and nothing else tells how many cards the set has",
      "name the record with --record, or say --total N: as many as were made at first",
    );
  }
  const known = record === undefined ? undefined : issuingSetOf(record);
  const total = known?.total ?? said ?? 0;
  // Where no record tells it, the threshold shows when the cards are there.
  const planned = planCard(order, known ?? { setId: file.setId, threshold: 2, total });
  const label = record?.set.label ?? "";
  requireRoom({ label, custodian: planned.custodian ?? "" }, paper);
  await requireNonePending(pbePath);
  requireRoomFor(pendingPathOf(pbePath), settings);
  if (file.recordFile !== undefined) requireReplaceable(file.recordFile.path);
  return { file, record, planned, path: pendingPathOf(pbePath), total };
}

/**
 * Makes the card that was prepared, once the quorum has opened the `.pbe`.
 *
 * @param step what is shown meanwhile.
 * @returns the card, and what is noted of it. Secret.
 */
export async function makeCard(
  { file, record, planned, total }: Preparation,
  quorum: GatheredQuorum,
  step: string,
  signal: AbortSignal,
): Promise<{ readonly issue: Issue; readonly pending: PendingReissue }> {
  await tryQuorum(file, quorum, step, signal);
  // It opened: so as many cards as it takes are there, and where no surplus shows it, all of them.
  const threshold = quorum.threshold ?? quorum.cards.length;
  const set: IssuingSet =
    record === undefined ? { setId: file.setId, threshold, total } : issuingSetOf(record);
  const issue = await issueCard(quorum, planned, set);
  const pending: PendingReissue = {
    format: "dkek-reissue",
    version: 1,
    number: oneTimeNumber(systemRandom),
    at: new Date().toISOString(),
    setId: file.setId,
    issued: issue.issued,
  };
  return { issue, pending };
}
