import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import type { SetId } from "../set-id.js";
import { checkRow } from "./check-row.js";
import { encodeRows } from "./encode-rows.js";
import { type KnownRows, maskOf, type RowPlace, rowsOfCard } from "./row-place.js";

/** A p224 set of five cards. */
const KNOWN: KnownRows = {
  partBytes: { prime: 28, value: 28, blinding: 28 },
  shareIds: [1, 2, 3, 4, 5],
};
/** Numbered sets, always the same, so that no test depends on luck. */
const setNumber = (number: number): SetId =>
  bytesToHex(sha256(Uint8Array.of(number >> 16, number >> 8, number))) as SetId;
const SET = setNumber(0);

describe("a row from elsewhere in the set", () => {
  const asked: RowPlace = { setId: SET, shareId: 2, part: "value", index: 3 };

  test("all rows of all cards: named at their place wherever a fit is the only one around", () => {
    const outcomes = { named: 0, unclear: 0, wrong: 0, accepted: 0 };
    for (const shareId of KNOWN.shareIds) {
      for (const row of rowsOfCard(KNOWN)) {
        const place = { setId: SET, shareId, ...row };
        if (maskOf(place) === maskOf(asked)) {
          outcomes.accepted += 1;
          continue;
        }
        const verdict = checkRow(rowAt(place), asked, KNOWN);
        if (verdict.ok || !("suspects" in verdict)) throw new Error("not refused");
        const named = verdict.suspects.find(({ kind }) => kind === "elsewhere");
        if (named?.kind !== "elsewhere") outcomes.unclear += 1;
        else if (maskOf(named.place) !== maskOf(place)) outcomes.wrong += 1;
        else outcomes.named += 1;
      }
    }
    // The row asked for is accepted; of the 104 others, a few share their masks with a third.
    expect(outcomes).toMatchObject({ wrong: 0, accepted: 1 });
    expect(outcomes.named).toBeGreaterThanOrEqual(100);
    expect(outcomes.named + outcomes.unclear).toBe(104);
  });

  test("the next row of the same card", () => {
    const place = { ...asked, index: 4 };
    expect(checkRow(rowAt(place), asked, KNOWN)).toMatchObject({
      what: "elsewhere",
      suspects: [{ kind: "elsewhere", place }],
    });
  });

  test("the same row of a card that nobody knows of is just refused", () => {
    const place = { ...asked, shareId: 9 };
    expect(checkRow(rowAt(place), asked, KNOWN)).toMatchObject({ what: "foreign", suspects: [] });
  });
});

describe("where two places fit", () => {
  /** The first set in which the masks of all these places are the same. */
  function setWhere(...places: Omit<RowPlace, "setId">[]): SetId {
    for (let number = 0; number < 1 << 24; number++) {
      const setId = setNumber(number);
      const [first, ...others] = places;
      if (first === undefined) break;
      const mask = maskOf({ setId, ...first });
      if (others.every((place) => maskOf({ setId, ...place }) === mask)) return setId;
    }
    throw new Error("no such set");
  }
  const here = { shareId: 2, part: "value", index: 3 } as const;
  const next = { shareId: 2, part: "value", index: 4 } as const;

  test("in the same circle, none is named", () => {
    const setId = setWhere(next, { ...next, index: 5 });
    const verdict = checkRow(rowAt({ setId, ...next }), { setId, ...here }, KNOWN);
    expect(JSON.stringify(verdict)).not.toContain("elsewhere");
  });

  test("the one on the same card is nearer than the one on another", () => {
    const setId = setWhere(next, { ...here, shareId: 4 });
    const verdict = checkRow(rowAt({ setId, ...next }), { setId, ...here }, KNOWN);
    expect(verdict).toMatchObject({ suspects: [{ kind: "elsewhere", place: { setId, ...next } }] });
  });

  test("other rows of other cards count only up to 256 of them", () => {
    const place: RowPlace = { setId: SET, ...here, shareId: 5, part: "blinding" };
    const cards = (count: number): KnownRows => ({
      ...KNOWN,
      shareIds: Array.from({ length: count }, (_, index) => index + 1),
    });
    const check = (count: number) => checkRow(rowAt(place), { setId: SET, ...here }, cards(count));
    // 12 × 20 and 13 × 20 rows of other cards.
    expect(check(13)).toMatchObject({ suspects: [{ place }] });
    expect(JSON.stringify(check(14))).not.toContain("elsewhere");
  });

  test("a place whose row is shorter can't be meant", () => {
    const asked: RowPlace = { setId: SET, shareId: 2, part: "value", index: 0 };
    const typed = rowAt({ ...asked, index: 1 });
    const check = (value: number) =>
      JSON.stringify(checkRow(typed, asked, { partBytes: { value }, shareIds: [] }));
    expect(check(8)).toContain("elsewhere");
    expect(check(6)).not.toContain("elsewhere");
  });
});

test("explained in two ways, both are said, the digit before the place", () => {
  // About 1 in 25 of the rows of other places is also one digit away from a row of this one.
  const asked: RowPlace = { setId: SET, shareId: 2, part: "value", index: 3 };
  const kinds = new Set<string>();
  for (const part of ["prime", "value", "blinding"] as const) {
    for (let index = 0; index < 7; index++) {
      for (const shareId of KNOWN.shareIds) {
        const verdict = checkRow(rowAt({ setId: SET, shareId, part, index }), asked, KNOWN);
        if ("suspects" in verdict) kinds.add(verdict.suspects.map(({ kind }) => kind).join());
      }
    }
  }
  expect([...kinds]).toEqual(expect.arrayContaining(["digit,elsewhere", "elsewhere"]));
});

test("a row of another set passes about once in 4096", () => {
  // Pairs of sets, by their numbers, so the count is always the same: 64 are to be expected, and 6
  // standard deviations of √64 are far beyond what a fair hash gives.
  const trials = 1 << 18;
  const place = { shareId: 3, part: "value", index: 0 } as const;
  const known: KnownRows = { partBytes: { value: 4 }, shareIds: [] };
  const mine = maskOf({ setId: SET, ...place });
  let passed = 0;
  for (let number = 1; number <= trials; number++) {
    const other = { setId: setNumber(number), ...place };
    if (maskOf(other) !== mine) continue;
    passed += 1;
    // Equal masks are all there is to it: the whole check agrees.
    expect(checkRow(rowAt(other), { setId: SET, ...place }, known).ok).toBe(true);
  }
  expect(passed).toBeGreaterThan(64 - 6 * 8);
  expect(passed).toBeLessThan(64 + 6 * 8);
});

/** Some row's text at this place. */
function rowAt({ index, ...place }: RowPlace): string {
  const bytes = new Uint8Array(28);
  bytes.set([0x2c, 0x3a, 0xe6, 0x6d], 4 * index);
  return encodeRows(bytes, place)[index] ?? "";
}
