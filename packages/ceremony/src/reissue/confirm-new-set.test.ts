import { inlineEngine, parsePbe } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { describe, expect, test } from "vitest";
import { audit } from "../audit/audit.js";
import { createSet, type NewSet } from "../create-set.js";
import { openWithQuorum } from "../open-set.js";
import { checkQuorum } from "../quorum.js";
import { headOf, withEvent } from "../record/chain.js";
import { olderSets, replacedBySet } from "../record/generations.js";
import { formatRecord, parseRecord } from "../record/parse-record.js";
import type { SetRecord } from "../record/record.js";
import {
  givePlace,
  hasTakenPlace,
  provenSoFar,
  requireSameShare,
  takePlace,
  withProofs,
} from "./confirm-new-set.js";
import {
  formatPendingSet,
  olderSetOf,
  type PendingNewSet,
  parsePendingSet,
} from "./pending-new-set.js";

const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };
const now = new Date("2026-11-25T12:00:00Z");
const rejected = (code: string) => expect.objectContaining({ code });

/** A set of two cards of three for the DKEK share of another one. */
async function successorOf({ pbe, cards }: NewSet): Promise<NewSet> {
  using opened = await openWithQuorum(
    parsePbe(pbe),
    checkQuorum(cards.slice(0, 2), 2),
    options.engine,
  );
  return createSet({ scheme: "p224", threshold: 2, total: 3 }, { ...options, share: opened.share });
}

function pendingOf(made: NewSet, old: NewSet, record: SetRecord | undefined): PendingNewSet {
  const prime = old.cards[0]?.field.prime ?? 0n;
  return {
    format: "dkek-new-set",
    version: 1,
    number: "417093",
    at: now.toISOString(),
    setId: made.record.set.setId,
    replaces: olderSetOf(old.record.set.setId, prime, record),
  };
}

const proven = ({ record }: NewSet): SetRecord => withProofs(record, [1, 2, 3], [1, 3], now);

describe.each(["p224", "sc-hsm"] as const)("a new set for a %s set", (scheme) => {
  const make = (): Promise<NewSet> => createSet({ scheme, threshold: 2, total: 3 }, options);

  test("holds the same DKEK share under another password, and leaves the share alone", async () => {
    using old = await make();
    using made = await successorOf(old);
    expect(made.record.set.dkekShare).toEqual(old.record.set.dkekShare);
    expect(made.record.set.setId).not.toBe(old.record.set.setId);
    expect(made.pbe.slice(0, 16)).not.toEqual(old.pbe.slice(0, 16));
    using opened = await openWithQuorum(
      parsePbe(made.pbe),
      checkQuorum(made.cards.slice(1), 2),
      options.engine,
    );
    using before = await openWithQuorum(
      parsePbe(old.pbe),
      checkQuorum(old.cards.slice(1), 2),
      options.engine,
    );
    expect(opened.share.expose()).toEqual(before.share.expose());
    requireSameShare(made.record, opened.kcv);
    using other = await make();
    expect(() => requireSameShare(made.record, other.record.set.dkekShare.kcv)).toThrow(
      rejected("self-check-failed"),
    );
  });

  test("takes the old one's place: both records say so, and can be read", async () => {
    using old = await make();
    using made = await successorOf(old);
    const pending = parsePendingSet(formatPendingSet(pendingOf(made, old, old.record)));
    expect(hasTakenPlace(made.record, pending)).toBe(false);
    const after = takePlace(proven(made), pending, [old.record], now);
    const left = givePlace(old.record, pending, now);
    expect(hasTakenPlace(after, pending)).toBe(true);
    for (const record of [after, left]) {
      expect(record.version).toBe(2);
      expect(parseRecord(formatRecord(record))).toEqual(record);
    }
    const prime = scheme === "p224" ? {} : { prime: old.cards[0]?.field.prime.toString(16) };
    const { setId } = old.record.set;
    expect(olderSets(after)).toEqual([{ setId, head: headOf(old.record), ...prime }]);
    expect(replacedBySet(left)).toEqual({ setId: made.record.set.setId, at: now.toISOString() });
    // Once more, after it ended in between: nothing is said twice.
    expect(takePlace(after, pending, [old.record], now)).toBe(after);
    expect(takePlace(after, pending, [left], now)).toBe(after);
    expect(givePlace(left, pending, now)).toBe(left);
    // A record that was lost meanwhile, and is made anew: the same head.
    expect(olderSets(takePlace(proven(made), pending, [left], now))).toEqual(olderSets(after));
  });

  test("an audit names the cards of the old set, and that their set was replaced", async () => {
    using old = await make();
    using made = await successorOf(old);
    const pending = pendingOf(made, old, old.record);
    const after = takePlace(proven(made), pending, [old.record], now);
    const left = givePlace(old.record, pending, now);
    const [first, second] = [...made.cards.slice(0, 1), ...old.cards.slice(1, 2)];
    if (first === undefined || second === undefined) throw new Error("no cards");
    const material = { pbes: [], backups: [], cards: [first, second] };
    const named = (cards: typeof material.cards) =>
      cards.map((it) => ({ name: `card-${it.id}.txt`, it }));
    const byNew = await audit(
      { ...material, records: [{ name: "new.json", it: after }], cards: named(material.cards) },
      options.engine,
    );
    const oldId = old.record.set.setId.slice(0, 8);
    const newId = made.record.set.setId.slice(0, 8);
    expect(byNew.verdict).toBe("wrong");
    expect(byNew.findings).toContainEqual(
      expect.objectContaining({
        status: "wrong",
        subject: "card-2.txt (card 2)",
        text: expect.stringContaining(`belongs to set ${oldId}, which set ${newId} has replaced`),
      }),
    );
    const both = [
      { name: "old.json", it: left },
      { name: "new.json", it: after },
    ];
    const byBoth = await audit(
      { ...material, records: both, cards: named(material.cards) },
      options.engine,
    );
    const texts = byBoth.findings.map(({ text }) => text);
    expect(texts).toContain("has the same KCV as old.json, whose set it has replaced");
    expect(texts.join("\n")).toContain(
      `set ${newId} has taken the place of this one on 2026-11-25`,
    );
    const { kcv } = (await make()).record.set.dkekShare;
    const set = { ...left.set, dkekShare: { ...left.set.dkekShare, kcv } };
    const wrongKcv = [
      { name: "old.json", it: { ...left, set } },
      { name: "new.json", it: after },
    ];
    const byWrong = await audit({ ...material, records: wrongKcv, cards: [] }, options.engine);
    expect(byWrong.findings).toContainEqual(
      expect.objectContaining({
        status: "wrong",
        subject: "new.json",
        text: "has another KCV than old.json, whose set it has replaced",
      }),
    );
  });
});

test("nothing takes a place before every card was read back and enough of them opened the file", async () => {
  using old = await createSet({ scheme: "sc-hsm", threshold: 2, total: 3 }, options);
  using made = await successorOf(old);
  const pending = pendingOf(made, old, undefined);
  const isRefused = (record: SetRecord): void =>
    expect(() => takePlace(record, pending, [], now)).toThrow(rejected("bad-settings"));
  expect(provenSoFar(made.record)).toEqual({ notReadBack: [1, 2, 3], isOpened: false });
  isRefused(made.record);
  const part = withProofs(made.record, [1, 3], [1, 3], now);
  expect(provenSoFar(part)).toEqual({ notReadBack: [2], isOpened: true });
  isRefused(part);
  // Read back one by one, they have not opened anything.
  const one = [1, 2, 3].reduce((record, id) => withProofs(record, [id], [], now), made.record);
  expect(provenSoFar(one)).toEqual({ notReadBack: [], isOpened: false });
  isRefused(one);
  expect(withProofs(one, [1, 2], [], now)).toBe(one);
  isRefused(withProofs(one, [], [2], now));
  const all = withProofs(one, [], [2, 3], now);
  expect(olderSets(takePlace(all, pending, [], now))).toHaveLength(1);
});

test("the old set's record must be the one that the new set was made by, or have grown from it", async () => {
  using old = await createSet({ scheme: "sc-hsm", threshold: 2, total: 3 }, options);
  using made = await successorOf(old);
  const pending = pendingOf(made, old, old.record);
  const note = { at: now.toISOString(), type: "noted", text: "a line" } as const;
  const grown = withEvent(old.record, note);
  expect(olderSets(takePlace(proven(made), pending, [grown], now))[0]?.head).toBe(headOf(grown));
  const later = pendingOf(made, old, grown);
  for (const other of [undefined, old.record, withEvent(old.record, { ...note, text: "other" })]) {
    expect(() => takePlace(proven(made), later, other === undefined ? [] : [other], now)).toThrow(
      rejected("pending-outdated"),
    );
  }
  expect(() => takePlace(proven(made), pending, [made.record], now)).toThrow(
    rejected("record-of-another-set"),
  );
  expect(() => takePlace(old.record, pending, [old.record], now)).toThrow(
    rejected("record-of-another-set"),
  );
});

test("the third generation knows the first", async () => {
  using first = await createSet({ scheme: "sc-hsm", threshold: 2, total: 3 }, options);
  using second = await successorOf(first);
  using third = await successorOf(second);
  const taken = takePlace(proven(second), pendingOf(second, first, undefined), [], now);
  const after = takePlace(proven(third), pendingOf(third, second, taken), [taken], now);
  const ids = [first, second].map(({ record }) => record.set.setId);
  expect(olderSets(after).map(({ setId }) => setId)).toEqual(ids);
  expect(parseRecord(formatRecord(after))).toEqual(after);
});

test("a record of version 1 tells of no other sets, and stays version 1 without", async () => {
  using old = await createSet({ scheme: "sc-hsm", threshold: 2, total: 3 }, options);
  using made = await successorOf(old);
  expect(proven(made).version).toBe(1);
  const after = givePlace(old.record, pendingOf(made, old, old.record), now);
  const text = JSON.stringify({ ...JSON.parse(formatRecord(after)), version: 1 });
  expect(() => parseRecord(text)).toThrow(rejected("record-malformed"));
});

test.each([
  ["", "not JSON"],
  ["{", "not JSON"],
  ["{}", "not the note"],
  ["null", "not the note"],
])("%j is no note of a new set", (text, says) => {
  expect(() => parsePendingSet(text)).toThrow(
    expect.objectContaining({ code: "pending-malformed", message: expect.stringContaining(says) }),
  );
});

test.each<[string, Record<string, unknown>]>([
  ["another format", { format: "dkek-reissue" }],
  ["another version", { version: 2 }],
  ["a number that is too short", { number: "41709" }],
  ["a set ID that is none", { setId: "ab" }],
  ["no old set", { replaces: undefined }],
  ["a key too many", { secret: "" }],
])("a note with %s is refused", async (_, change) => {
  const setId = "ab".repeat(32);
  const note = {
    format: "dkek-new-set",
    version: 1,
    number: "417093",
    at: now.toISOString(),
    setId,
    replaces: { setId },
  };
  expect(parsePendingSet(JSON.stringify(note))).toEqual(note);
  expect(() => parsePendingSet(JSON.stringify({ ...note, ...change }))).toThrow(
    rejected("pending-malformed"),
  );
});

test("a share that is given is sealed as it is, and stays its owner's", async () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, place) => place);
  using share = SecretBytes.copyOf(bytes);
  using made = await createSet({ scheme: "sc-hsm", threshold: 2, total: 2 }, { ...options, share });
  // SHA-256 of the bytes 00 to 1f, by sha256sum.
  expect(made.record.set.dkekShare.kcv).toBe("630DCD2966C43366");
  expect(share.expose()).toEqual(bytes);
});
