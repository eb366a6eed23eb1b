import type { Kcv } from "@dkek/dkek-file";
import { CeremonyError } from "../ceremony-error.js";
import { headOf, withEvent } from "../record/chain.js";
import { olderSets, replacedBySet } from "../record/generations.js";
import { latestCards } from "../record/issued-cards.js";
import { requireRecordOf } from "../record/parse-record.js";
import type { CardRef, OlderSet, SetRecord } from "../record/record.js";
import { shortSetId } from "../set-id.js";
import type { PendingNewSet } from "./pending-new-set.js";

/** What of a new set is proven so far, by its record. */
export interface ProvenSoFar {
  /** The IDs of the cards that nobody has read back yet. */
  readonly notReadBack: readonly number[];
  /** Whether as many of its cards as it takes have opened its `.pbe`. */
  readonly isOpened: boolean;
}

/** Makes sure that nothing is handed out of a new set that holds another DKEK share than the old one. */
export function requireSameShare(made: SetRecord, kcv: Kcv): void {
  if (made.set.dkekShare.kcv === kcv) return;
  throw new CeremonyError("self-check-failed", "the new set has another KCV than the old one", {
    hint: "nothing was kept; do not use this machine for a ceremony before it is known why",
  });
}

export function provenSoFar(record: SetRecord): ProvenSoFar {
  const threshold = record.set.sharing?.threshold ?? Number.POSITIVE_INFINITY;
  const read = record.events.flatMap((event) =>
    event.type === "proofread" ? [event.card.id] : [],
  );
  return {
    notReadBack: latestCards(record)
      .map(({ id }) => id)
      .filter((id) => !read.includes(id)),
    isOpened: record.events.some(
      (event) => event.type === "verified" && event.cards.length >= threshold,
    ),
  };
}

/** The record with what was shown now; what it says already is not said again. */
export function withProofs(
  record: SetRecord,
  readBack: readonly number[],
  opened: readonly number[],
  now: Date,
): SetRecord {
  const at = now.toISOString();
  const before = provenSoFar(record);
  const fresh = readBack.filter((id) => before.notReadBack.includes(id));
  const after = fresh.reduce(
    (longer, id) => withEvent(longer, { at, type: "proofread", card: { id, issue: 1 } }),
    record,
  );
  if (before.isOpened || opened.length === 0) return after;
  const cards: readonly CardRef[] = opened.map((id) => ({ id, issue: 1 }));
  return withEvent(after, { at, type: "verified", cards });
}

/**
 * Whether a new set has taken the place of the old one, by its own record: then only the old one's record
 * may still have to say so.
 */
export function hasTakenPlace(record: SetRecord, { replaces }: PendingNewSet): boolean {
  return olderSets(record).some(({ setId }) => setId === replaces.setId);
}

/**
 * The end of a new set's making: its record says whose place it has taken, and the older sets' before that.
 * Done once more, it changes nothing.
 *
 * @param old the old set's record, if it has one.
 * @throws {CeremonyError} `record-of-another-set`; `pending-outdated`: the old set's record is another one
 *   than the new set was made by; `bad-settings`: not everything was proven yet.
 */
export function takePlace(
  record: SetRecord,
  pending: PendingNewSet,
  old: SetRecord | undefined,
  now: Date,
): SetRecord {
  requireRecordOf(record, pending.setId);
  requireOldRecord(pending, old);
  const { notReadBack, isOpened } = provenSoFar(record);
  if (notReadBack.length > 0 || !isOpened) {
    throw new CeremonyError("bad-settings", "the new set is not proven yet", {
      hint: "read all its cards back, and open its .pbe file with them",
    });
  }
  const { head: _, ...replaces } = pending.replaces;
  const own: OlderSet =
    old === undefined ? replaces : { ...replaces, head: headBefore(old, pending.setId) };
  const known = olderSets(record).map(({ setId }) => setId);
  return [...(old === undefined ? [] : olderSets(old)), own]
    .filter(({ setId }) => !known.includes(setId))
    .reduce<SetRecord>(
      (longer, older) => withEvent(longer, { at: now.toISOString(), type: "replaces", ...older }),
      record,
    );
}

/** The old set's record, which says that another set has taken its place. */
export function givePlace(old: SetRecord, { setId }: PendingNewSet, now: Date): SetRecord {
  if (replacedBySet(old)?.setId === setId) return old;
  return withEvent(old, { at: now.toISOString(), type: "replaced", setId });
}

/**
 * Holds the old set's record to what the new set was made by.
 *
 * @throws {CeremonyError} `record-of-another-set`; `pending-outdated`.
 */
export function requireOldRecord({ replaces }: PendingNewSet, old: SetRecord | undefined): void {
  if (old !== undefined) requireRecordOf(old, replaces.setId);
  if (replaces.head === undefined) return;
  // It may have grown since.
  if (old?.events.some(({ hash }) => hash === replaces.head)) return;
  throw new CeremonyError(
    "pending-outdated",
    old === undefined
      ? `the record of set ${shortSetId(replaces.setId)} is missing`
      : `this is not the record of set ${shortSetId(replaces.setId)} that the new set was made by`,
    {
      hint: "nothing was changed; find that record, or a later copy of it, and name it with --record",
    },
  );
}

/** The head from before it said that this set takes its place. */
function headBefore(old: SetRecord, setId: string): string {
  const said = old.events.find((event) => event.type === "replaced" && event.setId === setId);
  return said?.previous ?? headOf(old);
}
