import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CeremonyError } from "../ceremony-error.js";
import { setIdOf } from "../set-id.js";
import { chain } from "./chain.js";
import { formatRecord, parseRecord, requireRecordOf } from "./parse-record.js";
import type { SetRecord } from "./record.js";

const setId = setIdOf(new Uint8Array(64));
const at = "2026-11-23T12:00:00.000Z";
const card = { id: 1, issue: 1 };
const hash = "ab".repeat(32);

/** As JSON that tests may damage, without links. */
type Loose = Record<string, unknown>;
interface Draft {
  set: Loose & { dkekShare: Loose; sharing?: Loose };
  events: Loose[];
}

const SHARINGS = {
  p224: () => ({
    scheme: "p224",
    prime: "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
    threshold: 2,
    total: 3,
    custodians: ["Ada", "Grace", "Zoë"],
    commitments: [`02${"1a".repeat(28)}`, `03${"2b".repeat(28)}`],
  }),
  "sc-hsm": () => ({
    scheme: "sc-hsm",
    prime: "dd3c21e95204186b",
    threshold: 2,
    total: 3,
    cardHashes: [hash, hash, hash],
  }),
} as const;

function draft(scheme: keyof typeof SHARINGS | undefined = "p224"): Draft {
  const dkekShare = { index: 1, of: 2, kcv: "2FE7F5C6BF1D6A5B" };
  return {
    set: {
      setId,
      label: "SPECIMEN",
      dkekShare,
      ...(scheme === undefined ? {} : { sharing: SHARINGS[scheme]() }),
    },
    events: [
      { at, type: "created", program: "test" },
      { at, type: "proofread", card },
      { at, type: "verified", cards: [card, { id: 2, issue: 1 }] },
      ...(scheme === undefined ? [] : issuedLater(scheme)),
      { at, type: "imported", hsm: "ZZVIRT00001", missing: 0, dkekKcv: "40D4F4DC00C72FCB" },
      { at, type: "noted", text: "a line" },
    ],
  };
}

/** A card reissued and one added; `sc-hsm` cards are proven by hashes, `p224` cards by what is there. */
function issuedLater(scheme: keyof typeof SHARINGS): Loose[] {
  const proof = scheme === "sc-hsm" ? { cardHash: hash } : {};
  return [
    { at, type: "reissued", card: { id: 1, issue: 2 }, custodian: "Ada", ...proof },
    { at, type: "added", card: { id: 4, issue: 1 }, ...proof },
  ];
}

/** The draft as a record whose chain is whole, whatever else is wrong with it. */
function linked({ set, events }: Draft): SetRecord {
  return chain(set as never, events as never);
}

describe.each(["p224", "sc-hsm", undefined] as const)("a record (%s)", (scheme) => {
  const record = linked(draft(scheme));

  test("is read as it was written", () => {
    expect(parseRecord(formatRecord(record))).toEqual(record);
  });

  test("is written with its keys in one order, whatever order they come in", () => {
    const text = formatRecord(record);
    expect(formatRecord(parseRecord(text))).toBe(text);
    expect(formatRecord(parseRecord(JSON.stringify(turned(record))))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
  });
});

test("the order of the keys is that of the page", () => {
  const json = JSON.parse(formatRecord(linked(draft())));
  expect(Object.keys(json)).toEqual(["format", "version", "set", "events"]);
  expect(Object.keys(json.set)).toEqual(["setId", "label", "dkekShare", "sharing"]);
  expect(Object.keys(json.set.dkekShare)).toEqual(["index", "of", "kcv"]);
  expect(Object.keys(json.set.sharing)).toEqual(
    "scheme prime threshold total custodians commitments".split(" "),
  );
  const keys = "at type hsm missing dkekKcv previous hash".split(" ");
  expect(Object.keys(json.events[5])).toEqual(keys);
});

/** What is wrong; how it gets so; words of the message that must come. */
type Damage = [name: string, damage: (draft: Draft) => void, message: string];

const inSharing =
  (change: Loose): Damage[1] =>
  ({ set }) =>
    Object.assign(set.sharing ?? {}, change);
const inEvent =
  (place: number, change: Loose): Damage[1] =>
  ({ events }) =>
    Object.assign(events[place] ?? {}, change);

const DAMAGES: readonly Damage[] = [
  ["a key too many in the set", ({ set }) => Object.assign(set, { password: "x" }), "set.password"],
  ["a key too many in the sharing", inSharing({ password: "x" }), "set.sharing.password"],
  ["a key too many in an event", inEvent(0, { user: "x" }), "events.0.user"],
  ["a key too many in a card", inEvent(1, { card: { ...card, value: 1 } }), "events.1.card.value"],
  ["no label", ({ set }) => delete set["label"], "set.label"],
  ["no program", ({ events }) => delete events[0]?.["program"], "events.0.program"],
  ["a set ID too short", ({ set }) => Object.assign(set, { setId: "ab" }), "set.setId"],
  ["capitals in it", ({ set }) => Object.assign(set, { setId: "AB".repeat(32) }), "set.setId"],
  ["a label too long", ({ set }) => Object.assign(set, { label: "x".repeat(101) }), "set.label"],
  ["a label of two lines", ({ set }) => Object.assign(set, { label: "a\nb" }), "set.label"],
  ["half a character", ({ set }) => Object.assign(set, { label: "\ud800" }), "set.label"],
  ["a KCV with an O", ({ set }) => Object.assign(set.dkekShare, { kcv: "O".repeat(16) }), "kcv"],
  ["a KCV in small letters", inEvent(5, { dkekKcv: "ab".repeat(8) }), "events.5.dkekKcv"],
  ["share 3 of 2", ({ set }) => Object.assign(set.dkekShare, { index: 3 }), "set.dkekShare"],
  ["share 0", ({ set }) => Object.assign(set.dkekShare, { index: 0 }), "set.dkekShare.index"],
  ["another scheme", inSharing({ scheme: "p256" }), "set.sharing.scheme"],
  ["the other scheme's prime", inSharing({ prime: "dd3c21e95204186b" }), "set.sharing.prime"],
  ["a threshold of 1", inSharing({ threshold: 1 }), "set.sharing.threshold"],
  ["a threshold of 2.5", inSharing({ threshold: 2.5 }), "set.sharing.threshold"],
  ["a total of 256", inSharing({ total: 256 }), "set.sharing.total"],
  ["a threshold above the total", inSharing({ threshold: 4 }), "above the total"],
  ["a custodian too few", inSharing({ custodians: ["Ada", "Grace"] }), "set.sharing.custodians"],
  ["a custodian too many", inSharing({ custodians: ["a", "b", "c", "d"] }), "custodians"],
  ["a name too long", inSharing({ custodians: ["a", "b", "x".repeat(101)] }), "custodians.2"],
  ["a point too short", inSharing({ commitments: ["02ab", "03cd"] }), "set.sharing.commitments.0"],
  ["no commitments", inSharing({ commitments: [] }), "0 commitments where there must be 2"],
  ["hashes for points", inSharing({ cardHashes: [hash, hash, hash] }), "set.sharing.cardHashes"],
  ["a card 0", inEvent(1, { card: { id: 0, issue: 1 } }), "events.1.card.id"],
  ["a card 256", inEvent(2, { cards: [{ id: 256, issue: 1 }] }), "events.2.cards.0.id"],
  ["an issue 0", inEvent(3, { card: { id: 1, issue: 0 } }), "events.3.card.issue"],
  ["a card hash too short", inEvent(4, { cardHash: "ab" }), "events.4.cardHash"],
  ["a number for text", inEvent(6, { text: 1 }), "events.6.text"],
  ["text too long", inEvent(6, { text: "x".repeat(1001) }), "events.6.text"],
  ["no time", inEvent(2, { at: "yesterday" }), "events.2.at"],
  ["local time", inEvent(2, { at: "2026-11-23T12:00:00+01:00" }), "events.2.at"],
  ["an unknown event", inEvent(2, { type: "blessed" }), "events.2.type"],
  ["no event", (all) => Object.assign(all, { events: [] }), "events"],
  ["created missing", ({ events }) => events.shift(), "not created once"],
  ["created twice", (all) => all.events.push({ ...all.events[0] }), "not created once"],
  ["created later", ({ events }) => events.push(events.shift() ?? {}), "not created once"],
];

describe("a damaged record is refused, with the place, though its chain is whole", () => {
  test.each(DAMAGES)("%s", (_name, damage, message) => {
    const damaged = draft();
    damage(damaged);
    expect(() => parseRecord(JSON.stringify(linked(damaged)))).toThrow(
      expect.objectContaining({
        code: "record-malformed",
        message: expect.stringContaining(message),
      }),
    );
  });

  test.each([1, 2, 4])("%i card hashes for 3 cards", (count) => {
    const damaged = draft("sc-hsm");
    inSharing({ cardHashes: Array.from({ length: count }, () => hash) })(damaged);
    expect(() => parseRecord(JSON.stringify(linked(damaged)))).toThrow(
      `${count} commitments where there must be 3`,
    );
  });

  test.each([1, 3])("%i commitments for a threshold of 2", (count) => {
    const damaged = draft();
    inSharing({ commitments: Array.from({ length: count }, () => `02${"1a".repeat(28)}`) })(
      damaged,
    );
    expect(() => parseRecord(JSON.stringify(linked(damaged)))).toThrow(
      `${count} commitments where there must be 2`,
    );
  });

  test.each<[string, Loose]>([
    ["another format", { format: "receipt" }],
    ["no format", { format: undefined }],
    ["a version that is no number", { version: "1" }],
    ["no version", { version: undefined }],
    ["a key too many at the top", { signature: "x" }],
    ["no set", { set: undefined }],
    ["a hash too short", { events: [{ ...linked(draft()).events[0], hash: "ab" }] }],
    ["no link", { events: [{ ...linked(draft()).events[0], previous: undefined }] }],
  ])("%s", (_name, change) => {
    const text = JSON.stringify({ ...linked(draft()), ...change });
    expect(() => parseRecord(text)).toThrow(expect.objectContaining({ code: "record-malformed" }));
  });

  test.each(["", "{", "[]", "null", "1", `{"version":1}`])("%j", (text) => {
    expect(() => parseRecord(text)).toThrow(expect.objectContaining({ code: "record-malformed" }));
  });
});

test.each([0, 3, 1.5, -1])("version %d is refused before anything else is looked at", (version) => {
  const text = JSON.stringify({ version, everything: "else" });
  expect(() => parseRecord(text)).toThrow(
    expect.objectContaining({
      code: "record-version-unknown",
      message: expect.stringContaining(`${version}`),
    }),
  );
});

describe("a chain that is broken", () => {
  const record = linked(draft());
  const [created, proofread, verified, ...rest] = record.events;

  test.each<[string, object, string]>([
    ["at the set", { set: { ...record.set, label: "x" } }, "first event does not fit the set"],
    ["by an event edited", { events: [created, { ...proofread, card: { id: 2, issue: 1 } }] }, "2"],
    ["by an event removed", { events: [created, verified, ...rest] }, "event 2 "],
    ["by two events in turn", { events: [created, verified, proofread, ...rest] }, "event 2 "],
    ["by an event doubled", { events: [created, proofread, proofread, verified] }, "event 3 "],
  ])("%s", (_name, change, message) => {
    expect(() => parseRecord(JSON.stringify({ ...record, ...change }))).toThrow(
      expect.objectContaining({
        code: "record-chain-broken",
        message: expect.stringContaining(message),
      }),
    );
  });
});

test("the record of another set is refused", () => {
  const record = linked(draft());
  const other = setIdOf(new Uint8Array(63));
  expect(() => requireRecordOf(record, setId)).not.toThrow();
  expect(() => requireRecordOf(record, other)).toThrow(
    expect.objectContaining({ code: "record-of-another-set" }),
  );
});

test("whatever is not a record, it is a CeremonyError that says so", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(() => parseRecord(text)).toThrow(CeremonyError);
    }),
    { numRuns: 2000 },
  );
});

/** The same, with the keys of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, turned(member)]);
  return Object.fromEntries(members.reverse());
}

describe("cards issued later follow on those that there were", () => {
  const last = (scheme: keyof typeof SHARINGS, event: Loose): string => {
    const { set, events } = draft(scheme);
    return formatRecord(linked({ set, events: [...events, { at, ...event }] }));
  };
  const proof = { cardHash: hash };

  test.each<[string, keyof typeof SHARINGS, Loose]>([
    ["another issue of card 1", "p224", { type: "reissued", card: { id: 1, issue: 3 } }],
    [
      "an issue of the added card",
      "sc-hsm",
      { type: "reissued", card: { id: 4, issue: 2 }, ...proof },
    ],
  ])("%s", (_what, scheme, event) => {
    expect(() => parseRecord(last(scheme, event))).not.toThrow();
  });

  test.each<[string, keyof typeof SHARINGS, Loose]>([
    ["an issue that was there", "p224", { type: "reissued", card: { id: 1, issue: 2 } }],
    ["an issue left out", "p224", { type: "reissued", card: { id: 2, issue: 3 } }],
    ["a reissue of no card", "p224", { type: "reissued", card: { id: 9, issue: 1 } }],
    ["a card added twice", "p224", { type: "added", card: { id: 4, issue: 1 } }],
    [
      "a hash that p224 has no use for",
      "p224",
      { type: "added", card: { id: 5, issue: 1 }, ...proof },
    ],
    ["no hash for an sc-hsm card", "sc-hsm", { type: "added", card: { id: 5, issue: 1 } }],
  ])("not %s", (_what, scheme, event) => {
    expect(() => parseRecord(last(scheme, event))).toThrow(
      expect.objectContaining({
        code: "record-malformed",
        message: expect.stringContaining("events."),
      }),
    );
  });
});
