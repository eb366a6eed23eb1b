import fc from "fast-check";
import { expect, test } from "vitest";
import { eventWords, rangesOf, timeWords } from "./event-words.js";

const at = "2026-11-23T12:00:00.000Z";

test.each([
  [{ type: "created", program: "dkek 0.1.0" }, "The set was made with dkek 0.1.0."],
  [{ type: "proofread", card: { id: 3, issue: 1 } }, "Card 3 was proofread by its custodian."],
  [{ type: "verified", cards: [] }, "The set was verified."],
  [{ type: "verified", cards: [{ id: 7, issue: 2 }] }, "Card 7 (generation 2) was verified."],
  [
    { type: "verified", cards: [1, 2, 3, 5].map((id) => ({ id, issue: id === 5 ? 2 : 1 })) },
    "Cards 1–3, 5 (generation 2) were verified.",
  ],
  [
    { type: "reissued", card: { id: 3, issue: 2 }, custodian: "Ada" },
    "Card 3 was made anew, as generation 2, for Ada.",
  ],
  [{ type: "added", card: { id: 6, issue: 1 } }, "Card 6 was added."],
  [
    { type: "replaces", setId: "0123456789".repeat(6) },
    "Made of the DKEK share of the older set 01234567, whose place it takes.",
  ],
  [
    { type: "replaced", setId: "0123456789".repeat(6) },
    "Replaced by set 01234567. Its cards open its .pbe file all the same.",
  ],
  [
    { type: "imported", hsm: "DENK01", missing: 1 },
    "Imported into the HSM DENK01, which then missed 1 more DKEK share.",
  ],
  [
    { type: "imported", hsm: "DENK01", missing: 0, dkekKcv: "760C26E3C9202C0B" },
    "Imported into the HSM DENK01, which then had its whole DKEK; KCV of the DKEK: 760C26E3C9202C0B.",
  ],
  [{ type: "noted", text: "The bag was torn." }, "The bag was torn."],
] as const)("%j", (event, words) => {
  expect(eventWords({ at, ...event } as never)).toBe(words);
});

test("times are read as they stand in the record, without the fraction", () => {
  expect(timeWords(at)).toBe("2026-11-23 12:00:00");
  expect(timeWords("2026-11-23T12:00:00Z")).toBe("2026-11-23 12:00:00");
});

test("ranges name each number once, and no other", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 255 })), (numbers) => {
      const read = rangesOf(numbers).flatMap((range) => {
        const [first = 0, last = first] = range.split("–").map(Number);
        return Array.from({ length: last - first + 1 }, (_, place) => first + place);
      });
      expect(read).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }),
  );
});
