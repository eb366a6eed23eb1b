import { expect, test } from "vitest";
import { countedPapers } from "./counted-papers.js";

test("each paper is named once, with how many there may be of it", () => {
  expect(countedPapers(["card 1 (Ada)", "card 2 (Zoë)", "card 1 (Ada)"])).toBe(
    "2 × card 1 (Ada), card 2 (Zoë)",
  );
  expect(countedPapers([])).toBe("");
});
