import { P224_ORDER } from "@dkek/sss";
import * as v from "valibot";
import { CeremonyError } from "../ceremony-error.js";
import { headOf } from "../record/chain.js";
import type { OlderSet, SetRecord } from "../record/record.js";
import type { SetId } from "../set-id.js";

/**
 * A new set for the DKEK share of an older one, which has not taken its place yet: it waits until every
 * card was read back, and as many as it takes have opened its `.pbe`. Public.
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
  /** The set whose DKEK share it has. Its head is that of then: its record may have grown since. */
  readonly replaces: OlderSet;
}

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const schema = v.strictObject({
  format: v.literal("dkek-new-set"),
  version: v.literal(1),
  number: v.pipe(v.string(), v.regex(/^[0-9]{6}$/)),
  at: v.pipe(v.string(), v.isoTimestamp()),
  setId: hash,
  replaces: v.strictObject({
    setId: hash,
    head: v.exactOptional(hash),
    prime: v.exactOptional(v.pipe(v.string(), v.regex(/^[1-9a-f][0-9a-f]{0,61}$/))),
  }),
});

/**
 * Reads what was noted of a new set that has not taken the place of an older one yet.
 *
 * @throws {CeremonyError} `pending-malformed`.
 */
export function parsePendingSet(text: string): PendingNewSet {
  const hint = "the old set is as it was; make the new one once more, in another folder";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CeremonyError("pending-malformed", "the note of a new set is not JSON", {
      hint,
      cause,
    });
  }
  const result = v.safeParse(schema, json);
  // The types say the same, but for the brand of the set ID.
  if (result.success) return result.output as PendingNewSet;
  throw new CeremonyError("pending-malformed", "this is not the note of a new set", { hint });
}

export function formatPendingSet(pending: PendingNewSet): string {
  const { format, version, number, at, setId, replaces } = pending;
  const { setId: older, head, prime } = replaces;
  const ordered = {
    format,
    version,
    number,
    at,
    setId,
    replaces: { setId: older, head, prime },
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * What a new set's record will say of the one whose place it takes.
 *
 * @param prime of its cards.
 */
export function olderSetOf(setId: SetId, prime: bigint, record: SetRecord | undefined): OlderSet {
  return {
    setId,
    ...(record === undefined ? {} : { head: headOf(record) }),
    ...(prime === P224_ORDER ? {} : { prime: prime.toString(16) }),
  };
}
