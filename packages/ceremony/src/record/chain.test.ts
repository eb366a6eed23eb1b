import { createHash } from "node:crypto";
import { parseKcv } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import { setIdOf } from "../set-id.js";
import { bytesOf } from "../words/words.js";
import { brokenLink, chain, fingerprintWords, headOf, withEvent } from "./chain.js";
import type { RecordEvent, RecordedSet, SetRecord } from "./record.js";

const KCV = "2FE7F5C6BF1D6A5B";
const set: RecordedSet = {
  setId: setIdOf(new Uint8Array(64)),
  label: "SPECIMEN",
  dkekShare: { index: 1, of: 1, kcv: parseKcv(KCV) ?? never() },
};
const events: readonly RecordEvent[] = [
  { at: "2026-11-23T12:00:00Z", type: "created", program: "test" },
  { at: "2026-11-23T13:00:00Z", type: "noted", text: "Zoë was ill" },
  { at: "2026-11-24T08:00:00Z", type: "verified", cards: [{ id: 2, issue: 1 }] },
];
const record = chain(set, events);

/** The canonical JSON, written out by hand. */
const SET_JSON = `{"dkekShare":{"index":1,"kcv":"${KCV}","of":1},"label":"SPECIMEN","setId":"${set.setId}"}`;

test("each hash is that of the canonical JSON with the one before in it", () => {
  const first = sha256(SET_JSON);
  const second = sha256(
    `{"at":"2026-11-23T12:00:00Z","previous":"${first}","program":"test","type":"created"}`,
  );
  const third = sha256(
    `{"at":"2026-11-23T13:00:00Z","previous":"${second}","text":"Zoë was ill","type":"noted"}`,
  );
  const head = sha256(
    `{"at":"2026-11-24T08:00:00Z","cards":[{"id":2,"issue":1}],"previous":"${third}","type":"verified"}`,
  );
  expect(record.events.map(({ previous }) => previous)).toEqual([first, second, third]);
  expect(record.events.map(({ hash }) => hash)).toEqual([second, third, head]);
  expect(headOf(record)).toBe(head);
  expect(headOf({ ...record, events: [] })).toBe(first);
});

test("the fingerprint is the beginning of the set's hash, and no event changes it", () => {
  const words = fingerprintWords(record);
  expect(words).toHaveLength(20);
  expect(Buffer.from(bytesOf(words)).toString("hex")).toBe(sha256(SET_JSON).slice(0, 40));
  expect(fingerprintWords(chain(set, events.slice(0, 1)))).toEqual(words);
  expect(fingerprintWords({ set: { ...set, label: "Specimen" } })).not.toEqual(words);
});

test("one more event goes to the end and leaves the others as they are", () => {
  const event: RecordEvent = { at: "2026-11-25T08:00:00Z", type: "noted", text: "" };
  const longer = withEvent(record, event);
  expect(longer.events.slice(0, -1)).toEqual(record.events);
  expect(longer.events.at(-1)).toMatchObject({ ...event, previous: headOf(record) });
  expect(headOf(longer)).not.toBe(headOf(record));
  expect(record.events).toHaveLength(3);
  expect(brokenLink(longer)).toBeUndefined();
});

test("the hash does not depend on the order of keys", () => {
  const turned = Object.fromEntries(Object.entries(set).reverse()) as unknown as RecordedSet;
  expect(chain(turned, events).events).toEqual(record.events);
});

describe("a change is found at its place", () => {
  const [created, noted, verified] = record.events as [Event, Event, Event];
  type Event = SetRecord["events"][number];
  const changedTo = (...changed: readonly Event[]): SetRecord => ({ ...record, events: changed });

  test.each<[string, SetRecord, number | undefined]>([
    ["nothing", record, undefined],
    ["the set", { ...record, set: { ...set, label: "specimen" } }, 0],
    ["the first event", changedTo({ ...created, at: "2026-11-23T12:00:01Z" }, noted, verified), 0],
    ["an event amid", changedTo(created, { ...noted, at: "2026-11-23T13:00:01Z" }, verified), 1],
    ["the last event", changedTo(created, noted, { ...verified, at: "2027-11-24T08:00:00Z" }), 2],
    ["a hash", changedTo(created, { ...noted, hash: verified.hash }, verified), 1],
    ["a link", changedTo(created, noted, { ...verified, previous: created.hash }), 2],
    ["the first one removed", changedTo(noted, verified), 0],
    ["one amid removed", changedTo(created, verified), 1],
    ["two in another order", changedTo(created, verified, noted), 1],
    ["one inserted twice", changedTo(created, noted, noted, verified), 2],
    ["one inserted from a chain of its own", changedTo(created, fork(created), noted, verified), 2],
  ])("%s", (_name, changed, place) => {
    expect(brokenLink(changed)).toBe(place);
  });

  /** A well-linked event behind another: the one that came after that is the first not to fit. */
  function fork(after: Event): Event {
    const event: RecordEvent = { at: "2026-11-23T12:30:00Z", type: "noted", text: "slipped in" };
    return withEvent(changedTo(after), event).events[1] ?? never();
  }

  test("but the end cut off is not: only who knows the head finds that", () => {
    const cut = changedTo(created, noted);
    expect(brokenLink(cut)).toBeUndefined();
    expect(headOf(cut)).not.toBe(headOf(record));
  });

  test("nor is a chain computed anew: it is no signature", () => {
    const forged = chain({ ...set, label: "forged" }, events);
    expect(brokenLink(forged)).toBeUndefined();
    expect(headOf(forged)).not.toBe(headOf(record));
  });
});

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function never(): never {
  throw new Error("no such thing");
}
