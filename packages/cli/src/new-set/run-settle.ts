import {
  type Card,
  CeremonyError,
  checkCards,
  formatRecord,
  type Named,
  type SetRecord,
  wipeCard,
} from "@dkek/ceremony";
import {
  type ProvenSoFar,
  provenSoFar,
  requireOldRecord,
  withProofs,
} from "@dkek/ceremony/reissue";
import type { Context } from "../command.js";
import { checkedQuorum, requireIntactCards } from "../import/check-quorum.js";
import type { SetFile } from "../import/set-file.js";
import { nameCard, readCards } from "../input/cards.js";
import { wrongUse } from "../input/options.js";
import { replaceFile, requireReplaceable } from "../output/replace-file.js";
import { readSetOf } from "../reissue/prepare.js";
import { tryQuorum } from "../reissue/quorum.js";
import type { SettleSettings } from "../reissue/settings.js";
import { legible } from "../terminal/legible.js";
import {
  eraseNewSet,
  isSettled,
  type NewSetFolder,
  recordPathIn,
  requireWaitingSet,
} from "./new-set-folder.js";
import { confirmedText, partText, type WaitingSet } from "./report.js";
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
  { pbePath, recordPath, number, out, cards, json }: SettleNewSet,
  { signal, facts }: Context,
): Promise<void> {
  const words = spokenHere();
  const file = await readSetOf({ pbePath, recordPath }, facts);
  const waiting = await requireWaitingSet(out, file.setId, number);
  if (file.recordFile === undefined && waiting.pending.replaces.head !== undefined) {
    throw wrongUse(
      `the record of ${pbePath} is missing, and there was one when the new set was made`,
      "nothing was changed; name it with --record",
    );
  }
  requireOldRecord(waiting.pending, file.recordFile?.record);
  for (const path of [file.recordFile?.path, recordPathIn(out)]) {
    if (path !== undefined) requireReplaceable(path);
  }
  const { record, steps } = isSettled(waiting)
    ? { record: waiting.record, steps: provenSoFar(waiting.record) }
    : await readBack(waiting, cards, words.opening, signal);
  const about: WaitingSet = {
    pending: waiting.pending,
    pbePath,
    out,
    hasRecord: file.recordFile !== undefined,
  };
  const isConfirmed = steps.isOpened && steps.notReadBack.length === 0;
  const after = isConfirmed ? await confirmed(file, waiting, record) : noted(waiting, record);
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
 * Holds cards to the new set's record, and opens its `.pbe` with them, where they are enough.
 *
 * @returns its record with what they have proven.
 * @throws {CeremonyError} `card-wrong`: one is wrong, or too few are there to tell of a card without its
 * proof.
 */
async function readBack(
  { pbe, record, path }: NewSetFolder,
  sources: readonly string[],
  step: string,
  signal: AbortSignal,
): Promise<{ readonly record: SetRecord; readonly steps: ProvenSoFar }> {
  const threshold = record.set.sharing?.threshold ?? 0;
  const { setId } = record.set;
  const { isOpened, notReadBack } = provenSoFar(record);
  const wanted = isOpened ? notReadBack.length : Math.max(threshold, notReadBack.length);
  const needed = sources.length > 0 ? sources.length : wanted;
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
      // The record's KCV is the old set's: that was made sure of before anything was handed out.
      await tryQuorum({ pbe, recordFile }, quorum, step, signal);
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

async function confirmed(
  file: SetFile,
  waiting: NewSetFolder,
  record: SetRecord,
): Promise<SetRecord> {
  return (await takePlaceOf(file, waiting, record)).record;
}

/** So far, so good: the others can be read back another time. */
function noted({ path }: NewSetFolder, record: SetRecord): SetRecord {
  replaceFile(recordPathIn(path), formatRecord(record));
  return record;
}

/** Gives a new set up: what was written of it is erased, and the old set is as it was. */
export async function runDropSet(
  { pbePath, recordPath, number, out, json }: SettleNewSet,
  { facts }: Context,
): Promise<void> {
  const words = spokenHere();
  const file = await readSetOf({ pbePath, recordPath }, facts);
  const waiting = await requireWaitingSet(out, file.setId, number);
  const { setId } = waiting.pending;
  if (isSettled(waiting)) {
    // An earlier --confirm got so far, and no further: no way back.
    const record = await confirmed(file, waiting, waiting.record);
    const hasRecord = file.recordFile !== undefined;
    if (json) {
      const steps = provenSoFar(record);
      process.stdout.write(`${JSON.stringify(asJson(waiting, record, steps, true))}\n`);
    } else {
      const about = { pending: waiting.pending, pbePath, out, hasRecord };
      process.stdout.write(
        legible(`${words.alreadyConfirmed}\n${confirmedText(about, record, words)}`),
      );
    }
    return;
  }
  const folder = eraseNewSet(waiting) ?? null;
  if (json) {
    process.stdout.write(`${JSON.stringify({ ok: true, setId, isConfirmed: false, folder })}\n`);
    return;
  }
  const lines = [
    words.dropped,
    `  ${words.destroyPapers}`,
    ...(folder === null ? [] : [`  ${words.stillThere(folder)}`]),
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
  };
}
