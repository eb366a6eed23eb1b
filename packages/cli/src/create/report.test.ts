import { createSet } from "@dkek/ceremony";
import { afterAll, describe, expect, test } from "vitest";
import { quickEngine, randomFrom } from "../../../../tests/support/sample-set.js";
import { created as german } from "../words/de/created.js";
import { created as english } from "../words/en/created.js";
import { asText } from "./report.js";
import type { Settings } from "./settings.js";

const sharing = { scheme: "p224", threshold: 2, total: 3 } as const;
const settings: Settings = {
  source: sharing,
  out: "root-ca",
  label: "",
  dkekShare: { index: 2, of: 3 },
  mixHsm: undefined,
  eraseUnfinished: false,
  json: false,
  paper: "a4",
  printer: undefined,
  formats: ["text", "pdf"],
};

describe("what was made is told", async () => {
  const random = randomFrom("report");
  const made = await createSet(sharing, { engine: quickEngine, random, program: "test" });
  afterAll(() => made[Symbol.dispose]());

  test.each([
    ["in English", english, /^set \w{8} is made, DKEK share 2 of 3\n {2}opens with {4}any 2 of 3/],
    [
      "in German",
      german,
      /^Satz \w{8} ist fertig \(DKEK-Anteil 2 von 3\)\.\n {2}öffnet mit {4}bel/,
    ],
  ] as const)("%s, its parts one below the other, in lines that fit", (_, words, beginning) => {
    const onPaper = asText(made, { ...settings, formats: [] }, words);
    expect(onPaper).toMatch(beginning);
    const beside = onPaper.split("\n").slice(1, onPaper.split("\n").indexOf(""));
    for (const line of beside) expect(line).toMatch(/^ {2}(?:\S.{11} {2}\S| {14}\S)/);
    const files = onPaper.split("\n").filter((line) => line.startsWith("  root-ca"));
    expect(new Set(files.map((line) => /^ {2}\S+ +/.exec(line)?.[0].length))).toHaveLength(1);
    expect(onPaper.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(asText(made, settings, words)).toContain(
      "dkek verify root-ca/dkek.pbe --card root-ca/cards/card-1.txt root-ca/cards/card-2.txt\n",
    );
  });
});
