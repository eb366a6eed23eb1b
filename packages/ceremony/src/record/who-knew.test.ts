import { parseKcv } from "@dkek/dkek-file";
import { expect, test } from "vitest";
import type { SetId } from "../set-id.js";
import { chain } from "./chain.js";
import type { RecordEvent, SetRecord } from "./record.js";
import { departed, knowEnoughAlone, whoKnew } from "./who-knew.js";

const at = "2026-11-23T12:00:00Z";
const NAMES = ["Ada", "Grace", "Edsger", "Barbara"];

/** @param handed each card that was issued after the first ones: its ID and its custodian. */
function recordOf(
  handed: readonly (readonly [number, string?])[],
  custodians: readonly string[] | undefined = NAMES,
): SetRecord {
  const issues = new Map(NAMES.map((_, place) => [place + 1, 1]));
  const events = handed.map(([id, custodian]): RecordEvent => {
    const issue = (issues.get(id) ?? 0) + 1;
    issues.set(id, issue);
    const type = issue === 1 ? "added" : "reissued";
    return { at, type, card: { id, issue }, ...(custodian === undefined ? {} : { custodian }) };
  });
  const kcv = parseKcv("2FE7F5C6BF1D6A5B");
  if (kcv === undefined) throw new Error("no KCV");
  return chain(
    {
      setId: "ab".repeat(32) as SetId,
      label: "",
      dkekShare: { index: 1, of: 1, kcv },
      sharing: {
        scheme: "p224",
        prime: "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
        threshold: 2,
        total: 4,
        ...(custodians === undefined ? {} : { custodians }),
        commitments: [],
      },
    },
    [{ at, type: "created", program: "test" }, ...events],
  );
}

test("who held each card, the first one first", () => {
  const record = recordOf([
    [2, "Hedy"],
    [2, "Joan"],
    [5, "Ida"],
    [5, "Karen"],
    [2, "Joan"],
  ]);
  expect(whoKnew(record)).toEqual([
    { id: 1, now: "Ada", before: [] },
    { id: 2, now: "Joan", before: ["Grace", "Hedy"] },
    { id: 3, now: "Edsger", before: [] },
    { id: 4, now: "Barbara", before: [] },
    { id: 5, now: "Karen", before: ["Ida"] },
  ]);
});

test.each<[string, readonly (readonly [number, string?])[], object]>([
  ["nobody left", [], { people: [], cards: [], suffice: false }],
  ["a lost card made again for the same person", [[2, "Grace"]], { people: [], suffice: false }],
  ["one left", [[2, "Hedy"]], { people: ["Grace"], cards: [2], suffice: false }],
  [
    "two held the same card: that is one share",
    [
      [2, "Hedy"],
      [2, "Joan"],
    ],
    { people: ["Grace", "Hedy"], cards: [2], suffice: false },
  ],
  [
    "two left, each with a card",
    [
      [2, "Hedy"],
      [3, "Joan"],
    ],
    { people: ["Grace", "Edsger"], cards: [2, 3], suffice: true },
  ],
  [
    "over the years, one with a card that was added",
    [
      [5, "Ida"],
      [2, "Hedy"],
      [5, "Karen"],
    ],
    { people: ["Grace", "Ida"], cards: [2, 5], suffice: true },
  ],
  [
    "one who changed cards is still there",
    [
      [2, "Hedy"],
      [3, "Grace"],
    ],
    { people: ["Edsger"], cards: [3], suffice: false },
  ],
  [
    "one who left with two cards needs nobody else",
    [
      [5, "Grace"],
      [5, "Hedy"],
      [2, "Joan"],
    ],
    { people: ["Grace"], cards: [2, 5], suffice: true },
  ],
])("%s", (_what, handed, expected) => {
  expect(departed(recordOf(handed))).toMatchObject(expected);
});

test("who has no name can't be counted", () => {
  const record = recordOf([[1, "Hedy"], [2, "Joan"], [3], [4]], []);
  expect(departed(record)).toMatchObject({ people: [], suffice: false });
  expect(departed(recordOf([[1], [2], [3]]))).toMatchObject({ people: [], suffice: false });
});

test.each<[string, readonly (readonly [number, string?])[], object[]]>([
  ["each has one card", [], []],
  ["a card made again for the same person is one card", [[2, "Grace"]], []],
  ["one holds two at once", [[2, "Ada"]], [{ name: "Ada", cards: [1, 2] }]],
  [
    "one had another before",
    [
      [2, "Hedy"],
      [3, "Grace"],
    ],
    [{ name: "Grace", cards: [2, 3] }],
  ],
  [
    "one who has left is not among them",
    [
      [5, "Grace"],
      [5, "Hedy"],
      [2, "Joan"],
    ],
    [],
  ],
])("who can restore the set alone: %s", (_what, handed, expected) => {
  expect(knowEnoughAlone(recordOf(handed))).toEqual(expected);
});

test("cards without a name are not one person's", () => {
  expect(knowEnoughAlone(recordOf([[1], [2], [3]], []))).toEqual([]);
});
