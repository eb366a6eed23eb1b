import {
  type Card,
  CeremonyError,
  checkCards,
  formatRecord,
  type Named,
  type SetRecord,
  shortSetId,
  wipeCard,
} from "@dkek/ceremony";
import {
  type ProvenSoFar,
  provenSoFar,
  requireOldRecords,
  setsBefore,
  withProofs,
} from "@dkek/ceremony/reissue";
import type { Context } from "../command.js";
import { checkedQuorum, requireIntactCards } from "../import/check-quorum.js";
import type { SetFile } from "../import/set-file.js";
import { nameCard, readCards } from "../input/cards.js";
import { wrongUse } from "../input/options.js";
import { replaceFile, requireReplaceable } from "../output/replace-file.js";
import { openQuorum } from "../reissue/quorum.js";
import type { SettleSettings } from "../reissue/settings.js";
import { legible } from "../terminal/legible.js";
import {
  eraseNewSet,
  isSettled,
  type NewSetFolder,
  recordPathIn,
  requireWaitingSet,
} from "./new-set-folder.js";
import { readOldFiles } from "./old-set.js";
import { confirmedText, partText, type WaitingSet } from "./report.js";
import { readRewrapped, requireRestorable } from "./rewrap-backups.js";
import { spokenHere } from "./spoken.js";
import { takePlaceOf } from "./take-place.js";

/** Of the new set's folder, which the command line names. */
interface SettleNewSet extends SettleSettings {
  readonly out: string;
}

/**
 * Reads cards of a new set back: all at once, or some now and the others another time. It takes the old
 * one's place as soon as every card was read back, and as many as it takes have opened its `.pbe`.
 *
 * @throws {CliError} `wrong-use` for another number; {CeremonyError} whatever is wrong with the cards.
 */
export async function runConfirmSet(
  { number, out, cards, json, ...named }: SettleNewSet,
  { signal, facts }: Context,
): Promise<void> {
  const words = spokenHere();
  const olds = await readOldFiles(named, facts);
  const waiting = await waitingSetOf(out, olds, number);
  requireOldRecords(
    waiting.pending,
    olds.flatMap(({ recordFile }) => recordFile?.record ?? []),
  );
  const recordPaths = olds.flatMap(({ recordFile }) => recordFile?.path ?? []);
  for (const path of [...recordPaths, recordPathIn(out)]) requireReplaceable(path);
  const { record, steps } = isSettled(waiting)
    ? { record: waiting.record, steps: provenSoFar(waiting.record) }
    : await readBack(waiting, cards, words.newSet.opening, signal);
  const about = aboutSet(waiting, olds);
  const isConfirmed = steps.isOpened && steps.notReadBack.length === 0;
  const after = isConfirmed ? await takePlaceOf(olds, waiting, record) : noted(waiting, record);
  if (json) {
    process.stdout.write(`${JSON.stringify(asJson(waiting, after, steps, isConfirmed))}\n`);
    return;
  }
  process.stdout.write(
    legible(
      isConfirmed
        ? confirmedText(about, after, words)
        : partText(about, steps.notReadBack, steps.isOpened, words),
    ),
  );
}

/**
 * Holds cards to the new set's record, and opens its `.pbe` with them, where they are enough; then every
 * re-wrapped key backup has to be one that its DKEK restores.
 *
 * @returns its record with what they have proven.
 * @throws {CeremonyError} `card-wrong`: one is wrong, or too few are there to tell of a card without its
 * proof.
 */
async function readBack(
  { pbe, record, path, pending }: NewSetFolder,
  sources: readonly string[],
  step: string,
  signal: AbortSignal,
): Promise<{ readonly record: SetRecord; readonly steps: ProvenSoFar }> {
  const threshold = record.set.sharing?.threshold ?? 0;
  const { setId } = record.set;
  const { isOpened, notReadBack } = provenSoFar(record);
  const wanted = isOpened ? notReadBack.length : Math.max(threshold, notReadBack.length);
  const needed = sources.length > 0 ? sources.length : wanted;
  const backups = await readRewrapped(path, pending.newDkek?.backups ?? []);
  // Too few to open the file: then each has to come with what proves it.
  const withProof = needed < threshold;
  const around = { setId, record, refute: true, withProof };
  const cards = await readCards(sources, needed, signal, around);
  try {
    const named = cards.map((it, place) => ({ name: nameCard(sources[place], it), it }));
    const isQuorum = cards.length >= threshold;
    if (isQuorum) {
      const recordFile = { path: recordPathIn(path), record };
      const quorum = await checkedQuorum({
        setId,
        pbe: { name: path, it: pbe },
        record: { name: recordFile.path, it: record },
        cards: named,
      });
      // The record's KCV is that of the share it was made for: that was made sure of before anything was
      // handed out.
      using opened = await openQuorum({ pbe, recordFile }, quorum, step, signal);
      requireRestorable(backups, opened.share);
    } else {
      await requireProven(named, record, threshold);
    }
    const ids = cards.map(({ id }) => id);
    const after = withProofs(record, ids, isQuorum ? ids : [], new Date());
    return { record: after, steps: provenSoFar(after) };
  } finally {
    cards.forEach(wipeCard);
  }
}

/** Each of too few cards must be proven by the record alone. @throws {CeremonyError} `card-wrong`. */
async function requireProven(
  named: readonly Named<Card>[],
  record: SetRecord,
  threshold: number,
): Promise<void> {
  await requireIntactCards(named, record);
  const verdicts = await checkCards(
    named.map(({ it }) => it),
    record,
  );
  const bare = named.filter((_, place) => verdicts[place] !== "intact");
  if (bare.length === 0) return;
  throw new CeremonyError(
    "card-wrong",
    `card ${bare.map(({ it }) => it.id).join(", ")}: nothing shows that it is right`,
    {
      hint: `nothing was noted; read it back by its QR code, or together with others, ${threshold} in all`,
    },
  );
}

/**
 * The new set that waits, if it is one of these old sets'.
 *
 * @throws {CliError} `wrong-use`.
 */
async function waitingSetOf(
  out: string,
  olds: readonly SetFile[],
  number: string,
): Promise<NewSetFolder> {
  const [first] = olds;
  if (first === undefined) throw new Error("no .pbe file was read");
  const waiting = await requireWaitingSet(out, first.setId, number);
  const before = setsBefore(waiting.pending);
  for (const { path, setId } of olds) {
    if (before.some((older) => older.setId === setId)) continue;
    throw wrongUse(
      `${path}: set ${shortSetId(setId)} has nothing to do with what waits in ${out}`,
      "nothing was changed; name the .pbe files of the old DKEK",
    );
  }
  for (const { setId } of before) {
    if (olds.some((old) => old.setId === setId)) continue;
    throw wrongUse(
      `the .pbe file of set ${shortSetId(setId)} is missing: it has a share of the old DKEK`,
      "nothing was changed; name the .pbe files of all its shares",
    );
  }
  for (const { path, setId, recordFile } of olds) {
    const head = before.find((older) => older.setId === setId)?.head;
    if (recordFile !== undefined || head === undefined) continue;
    throw wrongUse(
      `the record of ${path} is missing, and there was one when the new set was made`,
      "nothing was changed; name it with --record",
    );
  }
  return waiting;
}

function aboutSet({ pending, path }: NewSetFolder, olds: readonly SetFile[]): WaitingSet {
  return {
    pending,
    pbePaths: olds.map((old) => old.path),
    out: path,
    hasRecord: olds.some(({ recordFile }) => recordFile !== undefined),
  };
}

/** So far, so good: the others can be read back another time. */
function noted({ path }: NewSetFolder, record: SetRecord): SetRecord {
  replaceFile(recordPathIn(path), formatRecord(record));
  return record;
}

/** Gives a new set up: what was written of it is erased, and the old set is as it was. */
export async function runDropSet(
  { number, out, json, ...named }: SettleNewSet,
  { facts }: Context,
): Promise<void> {
  const words = spokenHere();
  const olds = await readOldFiles(named, facts);
  const waiting = await waitingSetOf(out, olds, number);
  const { setId } = waiting.pending;
  if (isSettled(waiting)) {
    // An earlier --confirm got so far, and no further: no way back.
    const record = await takePlaceOf(olds, waiting, waiting.record);
    if (json) {
      const steps = provenSoFar(record);
      process.stdout.write(`${JSON.stringify(asJson(waiting, record, steps, true))}\n`);
    } else {
      const text = confirmedText(aboutSet(waiting, olds), record, words);
      process.stdout.write(legible(`${words.newSet.alreadyConfirmed}\n${text}`));
    }
    return;
  }
  const folder = eraseNewSet(waiting) ?? null;
  if (json) {
    process.stdout.write(`${JSON.stringify({ ok: true, setId, isConfirmed: false, folder })}\n`);
    return;
  }
  const lines = [
    words.newSet.dropped,
    `  ${words.newSet.destroyPapers}`,
    ...(folder === null ? [] : [`  ${words.newSet.stillThere(folder)}`]),
  ];
  process.stdout.write(legible(`${lines.join("\n")}\n`));
}

function asJson(
  { pending, path }: NewSetFolder,
  record: SetRecord,
  { notReadBack, isOpened }: ProvenSoFar,
  isConfirmed: boolean,
): object {
  return {
    ok: true,
    setId: pending.setId,
    replaces: pending.replaces.setId,
    kcv: record.set.dkekShare.kcv,
    isConfirmed,
    notReadBack,
    isOpened,
    folder: path,
    ...(pending.newDkek === undefined ? {} : { newDkek: pending.newDkek }),
  };
}
