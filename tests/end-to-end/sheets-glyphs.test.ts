import { cardSheet } from "@dkek/print";
import { expect, test } from "vitest";
import { difference, glyphsOf } from "../support/glyphs.js";
import { render, wordsOf } from "../support/poppler.js";
import { sampleSet } from "../support/sample-set.js";

const DPI = 600;
const CHARACTERS = "0123456789abcdefBD";

/*
 * Measured: 6/8 0.32, 8/B 0.33, 0/D 0.35, 6/b 0.46, 0/8 0.48; of the digits that stand on a card, 5/6
 * are the nearest with 0.25. A 0 without its slash and an O would be at 0.2.
 */
const CLEAR = 0.3;
const DIGITS_MIN = 0.22;

test("no two of the characters that are taken for each other look alike", async () => {
  const { cards } = await sampleSet("sc-hsm");
  const [card] = cards;
  if (card === undefined) throw new Error("no card");
  // The program's name is printed in the digits' font.
  const options = { paper: "a4", date: new Date(0), program: CHARACTERS } as const;
  const pdf = (await cardSheet(card, {}, options)).expose();
  const word = wordsOf(pdf)[0]?.words.find(({ text }) => text === CHARACTERS);
  if (word === undefined) throw new Error("the characters are not on the sheet");
  const glyphs = glyphsOf(render(pdf, { dpi: DPI }), word, CHARACTERS.length, DPI);

  const alike = (characters: string, limit: number): string[] => {
    const chosen = glyphs.filter((_, place) => characters.includes(CHARACTERS[place] ?? ""));
    return chosen.flatMap((a, place) =>
      chosen
        .slice(place + 1)
        .map((b) => difference(a, b))
        .filter((found) => found < limit)
        .map((found) => `${characters}: ${found}`),
    );
  };
  expect(alike("08BDb6", CLEAR)).toEqual([]);
  expect(alike("0123456789abcdef", DIGITS_MIN)).toEqual([]);
});
