import type { SetId } from "../set-id.js";
import type { ChainedEvent, OlderSet, SetRecord } from "./record.js";

/** The sets whose place this one has taken, the oldest first: all had its DKEK share. */
export function olderSets({ events }: SetRecord): OlderSet[] {
  return events
    .filter(
      (event): event is Extract<ChainedEvent, { type: "replaces" }> => event.type === "replaces",
    )
    .map(({ setId, head, prime }) => ({
      setId,
      ...(head === undefined ? {} : { head }),
      ...(prime === undefined ? {} : { prime }),
    }));
}

/** The set that has taken this one's place; undefined: none has, as far as this copy knows. */
export function replacedBySet({ events }: SetRecord): { setId: SetId; at: string } | undefined {
  const event = events.findLast(({ type }) => type === "replaced");
  return event?.type === "replaced" ? { setId: event.setId, at: event.at } : undefined;
}
