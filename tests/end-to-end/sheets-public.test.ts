import { createHash } from "node:crypto";
import { createSet, fingerprintWords } from "@dkek/ceremony";
import { blankSheet, receiptSheet, recordSheet } from "@dkek/print";
import { describe, expect, test } from "vitest";
import { pagesOf, render, textOf, wordsOf } from "../support/poppler.js";
import { quickEngine, randomFrom } from "../support/sample-set.js";
import { SPOILT, spoil } from "../support/spoilt.js";
import { misplaced } from "../support/words.js";
import { codesIn } from "../support/zbar.js";

/*
 * The sheets that are public, with as much on them as there can be.
 */

const PRINTABLE_MM = 5;
const LABEL = "Root Certification Authority 2026 of Example Trust Services GmbH";
const NAME = "Prof. Dr. Dr. h. c. Maria-Theresia Wolkenstein-Rodenegg von und zu Liechtenberg";
const OPTIONS = { date: new Date(0), program: "dkek 10.20.30-beta.40" };

describe.each(["p224", "sc-hsm"] as const)("of a %s set of 255 cards,", async (scheme) => {
  const custodians = Array.from({ length: 255 }, (_, place) => `${NAME} ${place + 1}`);
  const { record, pbe, cards } = await createSet(
    { scheme, threshold: 2, total: 255, custodians },
    {
      engine: quickEngine,
      label: LABEL,
      random: randomFrom(scheme),
      now: new Date("2026-11-24T12:00:00Z"),
      program: "sample",
    },
  );
  const set = record.set.setId;
  const about = cards.at(-1)?.about;
  const facts = { label: LABEL, custodian: NAME, id: 255, issue: 255, total: 255, threshold: 255 };

  describe.each(["a4", "letter"] as const)("on %s,", (paper) => {
    test("the record has room for all names, and gives the .pbe file back", async () => {
      const pdf = (await recordSheet(record, { ...OPTIONS, paper, pbe })).expose();
      for (const page of wordsOf(pdf)) expect(misplaced(page, PRINTABLE_MM)).toEqual([]);
      const text = textOf(pdf).replace(/\s/g, "");
      expect(text).toContain(set);
      for (const name of custodians) expect(text).toContain(name.replace(/\s/g, ""));
      for (const word of fingerprintWords(record)) expect(text).toContain(word);

      const page = pagesOf(pdf);
      for (const dpi of [150, 300]) {
        const picture = render(pdf, { dpi, page });
        const [code = ""] = codesIn(picture);
        const read = Buffer.from(code, "base64");
        expect(createHash("sha256").update(read).digest("hex")).toBe(set);
        expect(text).toContain(code);
        for (const how of SPOILT) {
          expect(codesIn(spoil(picture, how)), `${how}, ${dpi} dpi`).toEqual([code]);
        }
      }
    });

    test("receipt and blank form have room for all", async () => {
      if (about === undefined) throw new Error("no card");
      const all = { ...facts, set: about.set };
      const sheets = [
        await receiptSheet(
          { ...all, fingerprint: fingerprintWords(record) },
          { ...OPTIONS, paper },
        ),
        await blankSheet({ ...OPTIONS, paper, scheme }),
        await blankSheet({
          ...OPTIONS,
          paper,
          scheme,
          about: all,
          prime: record.set.sharing?.prime ?? "",
        }),
      ];
      for (const pdf of sheets) {
        const pages = wordsOf(pdf.expose());
        expect(pages).toHaveLength(1);
        for (const page of pages) expect(misplaced(page, PRINTABLE_MM)).toEqual([]);
      }
    });
  });
});
