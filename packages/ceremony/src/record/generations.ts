import type { SetId } from "../set-id.js";
import type { ChainedEvent, OlderSet, SetRecord } from "./record.js";

/** The sets whose place this one has taken, the oldest first: all had its DKEK share. */
export function olderSets(record: SetRecord): OlderSet[] {
  return toldBy(record, "replaces");
}

/** The sets of DKEKs that were before this one's, the oldest first. */
export function setsOfOlderDkeks(record: SetRecord): OlderSet[] {
  return toldBy(record, "succeeds");
}

/** A set that came after another one. */
export interface NewerSet {
  readonly setId: SetId;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

/** The set that has taken this one's place; undefined: none has, as far as this copy knows. */
export function replacedBySet(record: SetRecord): NewerSet | undefined {
  return lastSaidBy(record, "replaced");
}

/** The set of the DKEK that has succeeded this one's; undefined: none has, as far as this copy knows. */
export function succeededBySet(record: SetRecord): NewerSet | undefined {
  return lastSaidBy(record, "succeeded");
}

type OfOlder = Extract<ChainedEvent, { type: "replaces" | "succeeds" }>;
type OfNewer = Extract<ChainedEvent, { type: "replaced" | "succeeded" }>;

function toldBy({ events }: SetRecord, type: OfOlder["type"]): OlderSet[] {
  return events
    .filter((event): event is OfOlder => event.type === type)
    .map(({ setId, head, prime }) => ({
      setId,
      ...(head === undefined ? {} : { head }),
      ...(prime === undefined ? {} : { prime }),
    }));
}

function lastSaidBy({ events }: SetRecord, type: OfNewer["type"]): NewerSet | undefined {
  const event = events.findLast((event): event is OfNewer => event.type === type);
  return event === undefined ? undefined : { setId: event.setId, at: event.at };
}
