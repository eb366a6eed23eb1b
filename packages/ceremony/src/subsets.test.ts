import { systemRandom } from "@dkek/foundation";
import { expect, test } from "vitest";
import { allSubsets, countSubsets, sampleSubsets } from "./subsets.js";

const LETTERS = [..."abcde"];

test("all subsets, each once", () => {
  const subsets = [...allSubsets(LETTERS, 3)].map((subset) => subset.join(""));
  expect(subsets).toEqual("abc abd abe acd ace ade bcd bce bde cde".split(" "));
});

test("the count agrees with the counted, and stops at the limit", () => {
  for (let items = 2; items <= 10; items++) {
    for (let size = 2; size <= items; size++) {
      const counted = [...allSubsets(Array.from({ length: items }), size)].length;
      expect(countSubsets(items, size, 1000)).toBe(counted);
    }
  }
  expect(countSubsets(255, 128, 1000)).toBe(1000);
});

test("a sample has the right size, nothing twice, and soon holds everything", () => {
  const sample = sampleSubsets(LETTERS, 3, systemRandom);
  const seen = new Set<string>();
  for (let i = 0; i < 50; i++) {
    const subset = sample.next().value as string[];
    expect(new Set(subset).size).toBe(3);
    for (const letter of subset) seen.add(letter);
    if (i === 1) expect(seen.size).toBe(5);
  }
});
