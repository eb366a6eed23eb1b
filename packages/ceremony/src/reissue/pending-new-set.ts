import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { P224_ORDER } from "@dkek/sss";
import * as v from "valibot";
import { headOf } from "../record/chain.js";
import type { OlderSet, SetRecord } from "../record/record.js";
import type { SetId } from "../set-id.js";
import { HASH, NOTED, parseNote } from "./pending-note.js";

/**
 * A new set for the DKEK share of an older one, or for a new DKEK, which has not taken its place yet: it
 * waits until every card was read back, and as many as it takes have opened its `.pbe`. Public.
 */
export interface PendingNewSet {
  readonly format: "dkek-new-set";
  readonly version: 1;
  /** Six digits that are used once: they tie the proof to this set. */
  readonly number: string;
  /** When it was made: RFC 3339 in UTC. */
  readonly at: string;
  /** Of the new set. */
  readonly setId: SetId;
  /**
   * The set whose DKEK share it has, or whose DKEK it succeeds. Its head is that of then: its record may
   * have grown since.
   */
  readonly replaces: OlderSet;
  /** Absent: it has the same DKEK share. */
  readonly newDkek?: PendingNewDkek;
}

/** What goes along with a new DKEK. */
export interface PendingNewDkek {
  /** KCV of the old DKEK, all shares together. */
  readonly oldKcv: Kcv;
  /** The sets of its other DKEK shares, if it had several. */
  readonly others: readonly OlderSet[];
  /** The key backups that were re-wrapped, as they lie beside the set. */
  readonly backups: readonly PendingBackup[];
}

export interface PendingBackup {
  /** `key-N.bin`; where they came from several folders, `hsm-N/key-N.bin`. */
  readonly file: string;
  /** SHA-256 of the old file and of the new one: 64 hex digits each. */
  readonly oldSha256: string;
  readonly sha256: string;
}

const kcv = v.pipe(
  v.string(),
  v.check((text) => parseKcv(text) === text),
);

const olderSet = v.strictObject({
  setId: HASH,
  head: v.exactOptional(HASH),
  prime: v.exactOptional(v.pipe(v.string(), v.regex(/^[1-9a-f][0-9a-f]{0,61}$/))),
});

/** Of our own making: no name can lead out of the folder, or to another file of the set. */
const fileName = v.pipe(v.string(), v.regex(/^(?:hsm-[1-9]\d{0,3}\/)?key-[1-9]\d{0,3}\.bin$/));

const schema = v.strictObject({
  format: v.literal("dkek-new-set"),
  ...NOTED,
  replaces: olderSet,
  newDkek: v.exactOptional(
    v.strictObject({
      oldKcv: kcv,
      others: v.array(olderSet),
      backups: v.array(v.strictObject({ file: fileName, oldSha256: HASH, sha256: HASH })),
    }),
  ),
});

/**
 * Reads what was noted of a new set that has not taken the place of an older one yet.
 *
 * @throws {CeremonyError} `pending-malformed`.
 */
export function parsePendingSet(text: string): PendingNewSet {
  const hint = "the old set is as it was; make the new one once more, in another folder";
  // The types say the same, but for the brands of what was checked.
  return parseNote(text, schema, "a new set", hint) as unknown as PendingNewSet;
}

export function formatPendingSet(pending: PendingNewSet): string {
  const { format, version, number, at, setId, replaces, newDkek } = pending;
  const ordered = {
    format,
    version,
    number,
    at,
    setId,
    replaces: inOrder(replaces),
    ...(newDkek === undefined
      ? {}
      : {
          newDkek: {
            oldKcv: newDkek.oldKcv,
            others: newDkek.others.map(inOrder),
            backups: newDkek.backups.map(({ file, oldSha256, sha256 }) => ({
              file,
              oldSha256,
              sha256,
            })),
          },
        }),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function inOrder({ setId, head, prime }: OlderSet): object {
  return { setId, head, prime };
}

/** Every set whose place it takes: one for each share of the old DKEK. */
export function setsBefore({ replaces, newDkek }: PendingNewSet): readonly OlderSet[] {
  return [replaces, ...(newDkek?.others ?? [])];
}

/**
 * What a new set's record will say of the one whose place it takes.
 *
 * @param prime of its cards; undefined if nothing tells it.
 */
export function olderSetOf(
  setId: SetId,
  prime: bigint | undefined,
  record: SetRecord | undefined,
): OlderSet {
  return {
    setId,
    ...(record === undefined ? {} : { head: headOf(record) }),
    ...(prime === undefined || prime === P224_ORDER ? {} : { prime: prime.toString(16) }),
  };
}
