import type { Kcv } from "@dkek/dkek-file";
import { CeremonyError } from "../ceremony-error.js";
import { headOf, withEvent } from "../record/chain.js";
import {
  olderSets,
  replacedBySet,
  setsOfOlderDkeks,
  succeededBySet,
} from "../record/generations.js";
import { latestCards } from "../record/issued-cards.js";
import { requireRecordOf } from "../record/parse-record.js";
import type { CardRef, OlderSet, SetRecord } from "../record/record.js";
import { type SetId, shortSetId } from "../set-id.js";
import { type PendingNewSet, setsBefore } from "./pending-new-set.js";

/** What of a new set is proven so far, by its record. */
export interface ProvenSoFar {
  /** The IDs of the cards that nobody has read back yet. */
  readonly notReadBack: readonly number[];
  /** Whether as many of its cards as it takes have opened its `.pbe`. */
  readonly isOpened: boolean;
}

/** Makes sure that nothing is handed out of a new set that holds another DKEK share than it was made for. */
export function requireSameShare(made: SetRecord, kcv: Kcv): void {
  if (made.set.dkekShare.kcv === kcv) return;
  throw new CeremonyError("self-check-failed", "the new set has another KCV than it was made for", {
    hint: "nothing was kept; do not use this machine for a ceremony before it is known why",
  });
}

/** What its record says was done with a new set. */
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
  const soFar = provenSoFar(record);
  const fresh = readBack.filter((id) => soFar.notReadBack.includes(id));
  const after = fresh.reduce(
    (longer, id) => withEvent(longer, { at, type: "proofread", card: { id, issue: 1 } }),
    record,
  );
  if (soFar.isOpened || opened.length === 0) return after;
  const cards: readonly CardRef[] = opened.map((id) => ({ id, issue: 1 }));
  return withEvent(after, { at, type: "verified", cards });
}

/**
 * Whether a new set has taken the place of the old one, by its own record: then only the old one's record
 * may still have to say so.
 */
export function hasTakenPlace(record: SetRecord, { replaces }: PendingNewSet): boolean {
  return before(record).some(({ setId }) => setId === replaces.setId);
}

/**
 * The end of a new set's making: its record says whose place it has taken, and the older sets' before that.
 * Done once more, it changes nothing.
 *
 * @param olds the old sets' records, as far as they have any: one for each share of the old DKEK, or the
 *   only one.
 * @throws {CeremonyError} `record-of-another-set`; `pending-outdated`: an old set's record is another one
 *   than the new set was made by; `bad-settings`: not everything was proven yet.
 */
export function takePlace(
  record: SetRecord,
  pending: PendingNewSet,
  olds: readonly SetRecord[],
  now: Date,
): SetRecord {
  requireRecordOf(record, pending.setId);
  requireOldRecords(pending, olds);
  const { notReadBack, isOpened } = provenSoFar(record);
  if (notReadBack.length > 0 || !isOpened) {
    throw new CeremonyError("bad-settings", "the new set is not proven yet", {
      hint: "read all its cards back, and open its .pbe file with them",
    });
  }
  const type = pending.newDkek === undefined ? "replaces" : "succeeds";
  const known = before(record).map(({ setId }) => setId);
  const at = now.toISOString();
  return setsBefore(pending)
    .flatMap((older) => told(older, type, pending.setId, olds))
    .filter(({ setId }) => !known.includes(setId))
    .reduce<SetRecord>((longer, event) => withEvent(longer, { at, ...event }), record);
}

type Told = OlderSet & { readonly type: "replaces" | "succeeds" };

/** What is said of an old set, and of those before it: the share of a set is never that of a newer DKEK. */
function told(
  { head: _, ...older }: OlderSet,
  type: Told["type"],
  newSet: SetId,
  olds: readonly SetRecord[],
): Told[] {
  const old = olds.find(({ set }) => set.setId === older.setId);
  if (old === undefined) return [{ type, ...older }];
  return [
    ...setsOfOlderDkeks(old).map((set) => ({ type: "succeeds", ...set }) as const),
    ...olderSets(old).map((set) => ({ type, ...set })),
    { type, ...older, head: headBefore(old, newSet) },
  ];
}

/** The old set's record, which says that another set has taken its place, or that its DKEK is an old one. */
export function givePlace(old: SetRecord, { setId, newDkek }: PendingNewSet, now: Date): SetRecord {
  const at = now.toISOString();
  if (newDkek === undefined) {
    if (replacedBySet(old)?.setId === setId) return old;
    return withEvent(old, { at, type: "replaced", setId });
  }
  if (succeededBySet(old)?.setId === setId) return old;
  return withEvent(old, { at, type: "succeeded", setId });
}

/**
 * Holds the old sets' records to what the new set was made by.
 *
 * @throws {CeremonyError} `record-of-another-set`; `pending-outdated`.
 */
export function requireOldRecords(pending: PendingNewSet, olds: readonly SetRecord[]): void {
  const wanted = setsBefore(pending);
  for (const old of olds) {
    if (wanted.every(({ setId }) => setId !== old.set.setId)) {
      requireRecordOf(old, pending.replaces.setId);
    }
  }
  for (const { setId, head } of wanted) {
    if (head === undefined) continue;
    const old = olds.find(({ set }) => set.setId === setId);
    // It may have grown since.
    if (old?.events.some(({ hash }) => hash === head)) continue;
    throw new CeremonyError(
      "pending-outdated",
      old === undefined
        ? `the record of set ${shortSetId(setId)} is missing`
        : `this is not the record of set ${shortSetId(setId)} that the new set was made by`,
      {
        hint: "nothing was changed; find that record, or a later copy of it, and name it with --record",
      },
    );
  }
}

/** The head from before it said that this set comes after it. */
function headBefore(old: SetRecord, setId: SetId): string {
  const said = old.events.find(
    (event) => (event.type === "replaced" || event.type === "succeeded") && event.setId === setId,
  );
  return said?.previous ?? headOf(old);
}

function before(record: SetRecord): OlderSet[] {
  return [...setsOfOlderDkeks(record), ...olderSets(record)];
}
