import type { AuditFact, AuditFacts, AuditSubject } from "@dkek/ceremony";
import { describe, expect, test } from "vitest";
import { audit as german } from "./de/audit.js";
import { audit as english } from "./en/audit.js";

const key = { keyType: "ec", keyBits: 384, label: "ca 101" } as const;
const [day, was] = ["2026-11-03", "old-102.json"];
const [set, newer, kcv] = ["5e7a0103", "5e7a0104", "0000000000000105"];
const proven = [
  { name: "card-107.txt", id: 7 },
  { name: "card-108.txt", id: 8 },
];

/** Each fact in all its forms. Whatever comes from outside has a number in it, to be known by. */
const FACTS: { readonly [What in keyof AuditFacts]: readonly AuditFacts[What][] } = {
  "of-set-not-given": [{ set }],
  "of-older-set": [
    { set, newer, hasSameDkek: true },
    { set, newer, hasSameDkek: false },
  ],
  "prime-not-given": [{}],
  "prime-of-older-set": [
    { newer, hasSameDkek: true },
    { newer, hasSameDkek: false },
  ],
  "prime-unlike-most": [{}],
  "card-right": [
    { scheme: "p224", replacedBy: undefined },
    { scheme: "sc-hsm", replacedBy: 109 },
  ],
  "card-wrong": [{ mayBeNewer: false }, { mayBeNewer: true }],
  "card-of-other-set": [{}],
  "card-unknown": [{}],
  "card-without-proof": [{}],
  "card-unrecorded": [{ id: 110 }],
  "issue-unrecorded": [{ issue: 111 }],
  "threshold-unlike-record": [{ said: 112, recorded: 113 }],
  "total-above-record": [{ said: 114, recorded: 115 }],
  "card-twice": [{ first: "card-116.txt" }],
  "id-twice-one-right": [{ id: 117, right: "card-118.txt" }],
  "id-twice": [{ id: 119 }],
  "fits-proven-cards": [{}],
  "unlike-proven-cards": [{}],
  "contradicts-others": [{}],
  "contradicts-proven": [{ proven: proven.slice(1) }, { proven }],
  "primes-differ": [{}],
  "thresholds-differ": [{ said: [120, 121] }],
  "none-may-be-right": [{}],
  "too-few-for-set": [
    { missing: 1, threshold: 122 },
    { missing: 123, threshold: 124 },
  ],
  "too-few-to-compare": [{}],
  "all-of-one-value": [{}],
  "several-readings": [{}],
  "threshold-unknown": [{ count: 1 }, { count: 125 }],
  "cards-contradict": [{ tells: undefined }, { tells: 126 }],
  "cards-agree": [{ threshold: 127 }],
  "cards-just-enough": [{ threshold: 128 }],
  "only-file-or-record-shows": [{ count: 1 }, { count: 2 }],
  "of-no-set": [{}],
  "record-whole": [
    { set, events: 1 },
    { set, events: 129 },
  ],
  "record-to-compare": [{}],
  "replaces-sets": [{ sets: [set, newer] }],
  "replaced-by-set": [{ newer, day }],
  "succeeds-dkek": [{ sets: [set, newer] }],
  "dkek-succeeded": [{ newer, day }],
  "kcv-as-replaced": [{ older: was }],
  "kcv-unlike-replaced": [{ older: was }],
  "kcv-unlike-older-dkek": [{ older: was }],
  "kcv-as-older-dkek": [{ older: was }],
  "one-suffices": [{ name: "Ada 163", cards: [164, 165] }],
  "departed-suffice": [{ people: ["Ada 130", "Grace 131"], cards: [132, 133] }],
  "commitments-right": [{ count: 134 }],
  "commitments-wrong": [{}],
  "copy-agrees": [{ longest: was }],
  "copy-contradicts": [{ longest: was }],
  "kcv-as-share": [
    { index: 1, of: 1 },
    { index: 135, of: 136 },
  ],
  "kcv-unlike-share": [{ recorded: kcv, shown: "0000000000000137" }],
  "file-of-record": [{ record: was }],
  "file-of-no-record": [{ records: [was, "new-138.json"] }],
  "stray-record": [{ record: was, set }],
  "set-waits": [{}],
  "card-waits": [{ place: "pending-162.json" }],
  "opens-with-cards": [{ ids: [139, 140], kcv }],
  "opens-with-password": [{ kcv }],
  "stock-tool-fails": [{ form: "zeros-kept" }, { form: "above-prime" }],
  "wrong-quorum": [
    { ids: [141, 142], threshold: undefined },
    { ids: [141, 142], threshold: 2 },
    { ids: [141, 142, 143], threshold: 2 },
  ],
  "wrong-password": [{}],
  "too-few-to-open": [{}],
  "nothing-to-open-with": [{}],
  "file-not-given": [{}],
  "shares-missing": [{ opened: 144, of: 145 }],
  "dkek-of-shares": [{ kcv, of: 146 }],
  "number-unrecorded": [{ of: 147 }],
  "kcv-as-imported": [{}],
  "kcv-unlike-imported": [{ shown: kcv, recorded: "0000000000000148" }],
  "numbers-differ": [{ numbers: [149, 150] }],
  "too-many-sets": [{ given: 151, of: 152 }],
  "same-share-number": [{}],
  "same-share": [{}],
  "named-kcv-right": [
    { kcv, isOpened: true },
    { kcv, isOpened: false },
  ],
  "named-kcv-wrong": [{ kcv, found: ["0000000000000153", "0000000000000154"] }],
  "named-kcv-open": [{ kcv }],
  "kcv-not-compared": [
    { kcv, isNamedByCards: true },
    { kcv, isNamedByCards: false },
  ],
  "would-restore": [{ key, kcv }],
  "backup-damaged": [{ key }, { key: { keyType: "aes", keyBits: undefined, label: undefined } }],
  "backup-of-kcv": [{ key, kcv }],
  "backup-untried": [{ key, kcv }],
  "backup-of-other-dkek": [
    { key, kcv, known: ["0000000000000155"], mayLackShare: false },
    { key, kcv, known: ["0000000000000155"], mayLackShare: true },
  ],
  "request-damaged": [{}],
  "request-not-checkable": [{}],
  "request-right": [{}],
  "bytes-unprotected": [
    {
      places: [
        { what: "key description", start: 156, end: 157 },
        { what: "certificate", start: 158, end: 159 },
      ],
    },
  ],
  "no-key-backup": [
    {
      code: "trailing-bytes",
      offset: 160,
      message: "the file goes on after its end, at byte 160",
      hint: "compare the file with another copy, or back the key up again",
    },
  ],
  "file-unchanged": [
    { day, was: undefined },
    { day, was },
  ],
  "record-rewritten": [
    { day, was: undefined },
    { day, was },
  ],
  "record-grown": [
    { day, was: undefined, events: 1 },
    { day, was, events: 161 },
  ],
  "file-changed": [{ day }],
  "record-changed": [{ day }],
  "record-not-grown": [{ day }],
  "file-new": [{ day }],
  "file-missing": [{ day }],
};

const facts = Object.entries(FACTS).flatMap(([what, forms]) =>
  forms.map((form) => Object.assign({ what }, form) as AuditFact),
);

/** What follows is shown behind a colon. */
const WITH_VALUE = ["record-whole", "record-to-compare", "bytes-unprotected"];

describe.each(facts)("$what", (fact) => {
  const [inEnglish, inGerman] = [english.text(fact), german.text(fact)];

  test("says the same numbers and names in both languages", () => {
    expect(numbersIn(inGerman)).toEqual(numbersIn(inEnglish.replace(day, "3.11.2026")));
  });

  test("is said without a gap", () => {
    for (const text of [inEnglish, inGerman])
      expect(text).not.toMatch(/undefined|\[object|NaN| {2}/);
  });

  test("is a whole sentence in German", () => {
    expect(inGerman).toMatch(WITH_VALUE.includes(fact.what) ? /[^.:]$/ : /\.$/);
  });
});

test("no two forms of facts are said in the same way", () => {
  for (const { text } of [english, german]) {
    expect(new Set(facts.map(text)).size).toBe(facts.length);
  }
});

test.each<[AuditSubject, string, string]>([
  ["ca.pbe", "ca.pbe", "ca.pbe"],
  [
    { what: "cards", cards: proven },
    "card-107.txt (card 7), card-108.txt (card 8)",
    "card-107.txt (Karte 7), card-108.txt (Karte 8)",
  ],
  [{ what: "cards-together", count: 0 }, "the cards", "Die Karten"],
  [{ what: "cards-together", count: 1 }, "1 card", "1 Karte"],
  [{ what: "cards-together", count: 3 }, "3 cards", "3 Karten"],
  [{ what: "set" }, "the set", "Der Satz"],
  [{ what: "dkek" }, "the DKEK", "Der DKEK"],
  [{ what: "kcv", kcv }, `the KCV ${kcv}`, `Der KCV ${kcv}`],
])("%j is %s, or %s", (about, inEnglish, inGerman) => {
  expect(english.subject(about)).toBe(inEnglish);
  expect(german.subject(about)).toBe(inGerman);
});

test("the last line is true to the verdict", () => {
  expect(english.result("not-proven", 1)).toContain("1 thing is NOT proven");
  expect(german.result("not-proven", 1)).toContain("1 Sache ist NICHT bewiesen");
  expect(english.result("not-proven", 2)).toContain("2 things are NOT proven");
  expect(german.result("not-proven", 2)).toContain("2 Dinge sind NICHT bewiesen");
  for (const { result } of [english, german]) {
    expect(new Set([result("right", 0), result("wrong", 0)]).size).toBe(2);
  }
});

function numbersIn(text: string): string[] {
  return [...new Set(text.match(/\d+/g))].sort();
}
