import { belongsTo, type SetId, type SetRecord, setIdOf } from "@dkek/ceremony";
import { isLegible, type Reading, settleByRecord } from "@dkek/ceremony/rescue";
import type { PbeFile } from "@dkek/dkek-file";
import { wrongUse } from "../input/options.js";
import { readPbe } from "../input/pbe.js";
import { type RecordFile, readRecordOf } from "../input/record.js";
import { canAsk, whyNobodyAnswers } from "../input/standard-input.js";
import { type BackupFile, readBackups } from "../keys/read-backups.js";
import { progress } from "../terminal/progress.js";
import { readReading } from "./read-readings.js";
import type { RescueSettings } from "./settings.js";

/** A set always takes at least so many cards. */
export const CARDS_MIN = 2;

/** All that was given for a rescue. */
export interface Gathered {
  readonly pbe: PbeFile;
  readonly setId: SetId;
  readonly record: RecordFile | undefined;
  readonly backups: readonly BackupFile[];
  /** All cards, in the order given, as they were read. */
  readonly readings: readonly Reading[];
}

/**
 * @throws {CliError} `wrong-use` where there are no cards and nobody to ask; and what reading brings up.
 */
export async function gather(settings: RescueSettings, signal: AbortSignal): Promise<Gathered> {
  const pbe = await readPbe(settings.pbePath);
  const setId = setIdOf(pbe.bytes);
  const record = await readRecordOf(settings.pbePath, setId, settings.recordPath);
  const backups = await readBackups(settings.backups);
  const threshold = settings.threshold ?? record?.record.set.sharing?.threshold ?? CARDS_MIN;
  const readings = await readingsOf(settings.cards, threshold, signal);
  return { pbe, setId, record, backups, readings };
}

async function readingsOf(
  sources: readonly string[],
  atLeast: number,
  signal: AbortSignal,
): Promise<readonly Reading[]> {
  if (sources.length > 0) {
    const readings: Reading[] = [];
    for (const source of sources) readings.push(await readReading(source));
    return readings;
  }
  if (!canAsk()) {
    throw wrongUse(
      `no card was given, and ${whyNobodyAnswers()}`,
      "name each card with --card FILE, or - for standard input",
    );
  }
  const { askForReadings } = await import("./ask-readings.js");
  return askForReadings(atLeast, signal);
}

/** What cards turned out to be before any password was tried. */
export interface Sorted {
  /** Those to search with; what the record tells of them is settled. */
  readonly usable: readonly Reading[];
  /** Those that say so themselves: they belong to another set. */
  readonly strangers: readonly Reading[];
  /** Of which too little can be read to search through. */
  readonly illegible: readonly Reading[];
}

/** Looks at each card by itself: what set it says it belongs to, how much of it can be read, what the record says. */
export async function sort(
  readings: readonly Reading[],
  setId: SetId,
  record: SetRecord | undefined,
  signal: AbortSignal,
): Promise<Sorted> {
  const isStranger = ({ sure, set }: Reading): boolean =>
    sure && set !== undefined && !belongsTo(set, setId);
  const strangers = readings.filter(isStranger);
  const own = readings.filter((reading) => !isStranger(reading));
  const settled = record === undefined ? own : await settle(own, record, signal);
  return {
    usable: settled.filter(isLegible),
    strangers,
    illegible: settled.filter((reading) => !isLegible(reading)),
  };
}

async function settle(
  readings: readonly Reading[],
  record: SetRecord,
  signal: AbortSignal,
): Promise<Reading[]> {
  using shown = progress();
  const settled: Reading[] = [];
  for (const [nth, reading] of readings.entries()) {
    shown.update("checking the cards against the record", nth / readings.length);
    settled.push((await settleOne(reading, record, signal)) ?? reading);
  }
  return settled;
}

async function settleOne(
  reading: Reading,
  record: SetRecord,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  const looking = settleByRecord(reading, record);
  for (;;) {
    const { done, value } = await looking.next();
    if (done) return value;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
}
