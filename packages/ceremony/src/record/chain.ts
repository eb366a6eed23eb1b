import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { fingerprintOf } from "../words/fingerprint.js";
import { canonicalJson, type Json } from "./canonical-json.js";
import type { ChainedEvent, RecordEvent, RecordedSet, SetRecord } from "./record.js";

/**
 * Chains events to the set and to each other: each holds the hash of the one before, the first that of
 * the set. This shows mistakes and sloppy edits. It shows no forger, who can compute the chain anew,
 * unless the head was signed, printed or read out before.
 */
export function chain(set: RecordedSet, events: readonly RecordEvent[]): SetRecord {
  const start: SetRecord = { format: "dkek-record", version: 1, set, events: [] };
  return events.reduce(withEvent, start);
}

/** The record with one more event at its end. */
export function withEvent(record: SetRecord, event: RecordEvent): SetRecord {
  const previous = headOf(record);
  const linked = { ...event, previous };
  const chained: ChainedEvent = { ...linked, hash: hashOf(linked) };
  const version = versionOf(event.type) > record.version ? 2 : record.version;
  return { ...record, version, events: [...record.events, chained] };
}

const OF_OTHER_SETS: readonly RecordEvent["type"][] = [
  "replaces",
  "replaced",
  "succeeds",
  "succeeded",
];

/** The version of the record from which on there are such events. */
export function versionOf(type: RecordEvent["type"]): SetRecord["version"] {
  return OF_OTHER_SETS.includes(type) ? 2 : 1;
}

/** The hash that stands for the whole record: of its last event. 64 hex digits. */
export function headOf({ set, events }: SetRecord): string {
  return events.at(-1)?.hash ?? hashOf(set);
}

/** The set in 20 words that two people can read to each other: what it is, not what happened to it. */
export function fingerprintWords({ set }: Pick<SetRecord, "set">): string[] {
  return fingerprintOf(utf8ToBytes(canonicalJson(set as unknown as Json)));
}

/** The place of the first event that does not fit the one before or its own hash; undefined if all do. */
export function brokenLink({ set, events }: SetRecord): number | undefined {
  let previous = hashOf(set);
  for (const [place, { hash, ...event }] of events.entries()) {
    if (event.previous !== previous || hashOf(event) !== hash) return place;
    previous = hash;
  }
  return undefined;
}

function hashOf(part: object): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(part as Json))));
}
